"""Other services that vouch for people (OIDC, SAML): a file in the data folder, read at the start."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from django.core.exceptions import ImproperlyConfigured
from pydantic import BaseModel, ConfigDict, Field, ValidationError

Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,40}$")]
Text = Annotated[str, Field(min_length=1)]
Secure = Annotated[str, Field(pattern=r"^(https://|http://(localhost|127\.0\.0\.1)(:|/|$))")]


PasswordSignIn = Literal["everyone", "administrators", "nobody"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Service(_Strict):
    id: Id  #: part of its addresses
    name: Text  #: on its button


class Oidc(_Service):
    """A service that speaks OpenID Connect."""

    server: Secure
    client_id: Text
    client_secret: str = ""
    scope: list[str] = ["openid", "profile", "email"]
    subject: Text = "sub"  #: the claim that names somebody for ever
    login: Text = "preferred_username"  #: the claim that becomes a new person's login name

    def app(self) -> dict[str, Any]:
        """As allauth wants it."""
        return {
            "provider_id": self.id,
            "name": self.name,
            "client_id": self.client_id,
            "secret": self.client_secret,
            "settings": {
                "server_url": self.server,
                "scope": self.scope,
                "uid_field": self.subject,
                "login_claim": self.login,
                "oauth_pkce_enabled": True,
            },
        }


class Saml(_Service):
    """A service that speaks SAML 2.0."""

    entity_id: Text
    sso_url: Secure
    certificate: Text  #: of the service, PEM
    subject: str = ""  #: the attribute that names somebody for ever; empty: the NameID
    email: str = "email"
    login: str = "login"
    display_name: str = "name"
    trusts_email: bool = False  #: the service has verified every address it tells

    def app(self) -> dict[str, Any]:
        """As allauth wants it; whatever is not signed, or not asked for by us, is refused."""
        names = {"email": self.email, "username": self.login, "name": self.display_name}
        return {
            "provider_id": self.id,
            "name": self.name,
            "client_id": self.id,
            "settings": {
                "attribute_mapping": names | ({"uid": self.subject} if self.subject else {}),
                "trusts_email": self.trusts_email,
                "idp": {
                    "entity_id": self.entity_id,
                    "sso_url": self.sso_url,
                    "x509cert": self.certificate,
                },
                "advanced": {
                    "strict": True,
                    "want_assertion_signed": True,
                    "want_name_id": True,
                    "want_attribute_statement": False,
                    "reject_deprecated_algorithm": True,
                    "reject_idp_initiated_sso": True,
                    "allow_single_label_domains": True,
                },
            },
        }


class Services(_Strict):
    """All that the file says."""

    oidc: list[Oidc] = []
    saml: list[Saml] = []
    people: Literal["known", "create"] = "known"
    match: list[Literal["external_id", "email"]] = ["external_id"]
    password_sign_in: PasswordSignIn = "everyone"  # noqa: S105  # no secret

    def providers(self) -> dict[str, Any]:
        """Django's ``SOCIALACCOUNT_PROVIDERS``."""
        return {
            "openid_connect": {
                "provider_class": "urakata.api.sso.oidc.OidcProvider",
                "APPS": [each.app() for each in self.oidc],
            },
            "saml": {"APPS": [each.app() for each in self.saml]},
        }


def read_services(path: Path) -> Services:
    """What the file says; no file: no services. Raises `ImproperlyConfigured`, naming the place."""
    if not path.exists():
        return Services()
    try:
        services = Services.model_validate(yaml.safe_load(path.read_text("utf-8")) or {})
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ImproperlyConfigured(f"{path}: {error}") from error
    except ValidationError as error:
        places = "; ".join(
            f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors()
        )
        raise ImproperlyConfigured(f"{path}: {places}") from error
    ids = [*(each.id for each in services.oidc), *(each.id for each in services.saml)]
    if len(set(ids)) < len(ids):
        raise ImproperlyConfigured(f"{path}: two services have the same id")
    return services
