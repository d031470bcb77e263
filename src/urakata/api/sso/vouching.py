"""What a service says about somebody, whichever way it speaks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Vouched:
    """Somebody a service vouches for."""

    service: str
    subject: str  #: who it is, for ever
    login: str = ""
    name: str = ""
    email: str = ""
    is_verified: bool = False  #: the service has made sure that the address is theirs


def vouched(sociallogin: Any) -> Vouched:  # noqa: ANN401  # allauth has no types
    """What the service behind an allauth sign-in says."""
    account, provider = sociallogin.account, sociallogin.provider
    claims = account.extra_data.get("userinfo") if provider.id == "openid_connect" else None
    said = _of_claims(claims, provider) if claims else _of_attributes(account.extra_data, provider)
    return Vouched(service=account.provider, subject=account.uid, **said)


def _of_claims(claims: dict[str, Any], provider: Any) -> dict[str, Any]:  # noqa: ANN401
    return {
        "login": _text(claims.get(provider.app.settings["login_claim"])),
        "name": _text(claims.get("name")),
        "email": _text(claims.get("email")),
        # some services send it as a text; any other text than "true" is no
        "is_verified": claims.get("email_verified") is True
        or claims.get("email_verified") == "true",
    }


def _of_attributes(attributes: dict[str, Any], provider: Any) -> dict[str, Any]:  # noqa: ANN401
    names = provider.app.settings["attribute_mapping"]

    def first(name: str) -> str:
        values = attributes.get(names.get(name, ""))
        return _text(values[0]) if isinstance(values, list) and values else ""

    return {
        "login": first("username"),
        "name": first("name"),
        "email": first("email"),
        "is_verified": provider.app.settings["trusts_email"] is True,
    }


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
