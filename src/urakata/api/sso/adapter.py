"""What allauth asks when a service has vouched for somebody: whether it holds, and who it is."""

from __future__ import annotations

from typing import Any, Never

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from urakata.api.sso.leaving import Reason, back_to_sign_in
from urakata.api.sso.vouching import Vouched, vouched
from urakata.directory import vouched_people
from urakata.directory.sign_in_journal import failed
from urakata.kernel.errors import Invalid


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Nobody signs up by themselves: whoever is unknown is refused, or added by the rules."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:  # noqa: ANN401, ARG002
        return False

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: Any) -> Any:  # noqa: ANN401, ARG002
        """Nothing: allauth's own new user is never saved."""
        return sociallogin.user

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:  # noqa: ANN401
        """Refuse what does not hold; tell allauth who it is."""
        if not _answers_to_us(sociallogin):
            _refuse("failed")
        who = vouched(sociallogin)
        user_id = sociallogin.user.pk if sociallogin.is_existing else _recognised(who)
        if user_id is None or not vouched_people.is_active(user_id):
            _refuse("unknown")
        sociallogin.account.extra_data = {}  # what a service tells is not ours to keep
        if sociallogin.is_existing:
            sociallogin.account.save(update_fields=["extra_data"])
        else:
            sociallogin.connect(request, vouched_people.user_of(user_id))

    def on_authentication_error(self, request: HttpRequest, provider: Any, **_more: Any) -> None:  # noqa: ANN401, ARG002
        """A service refused, or sent what does not hold."""
        _refuse("failed")


def _answers_to_us(sociallogin: Any) -> bool:  # noqa: ANN401
    """Whether an ID token answers to this very request: one from elsewhere is played again."""
    if sociallogin.provider.id != "openid_connect":
        return True  # SAML's responses name the request; allauth looks for it
    sent = sociallogin.account.extra_data["id_token"].get("nonce")
    asked = sociallogin.state.get("nonce")
    return bool(asked) and isinstance(sent, str) and constant_time_compare(sent, asked)


def _recognised(who: Vouched) -> int | None:
    """Whom of ours a service means who was never here through it before."""
    rules = settings.SIGN_IN_SERVICES
    found = None
    if "external_id" in rules.match:
        found = vouched_people.find_by_external_id(who.subject)
    if found is None and "email" in rules.match and who.is_verified:
        found = vouched_people.find_by_email(who.email)
    if found is None and rules.people == "create":
        found = _added(who)
    return found


def _added(who: Vouched) -> int | None:
    try:
        with transaction.atomic():
            return vouched_people.add_vouched_person(
                login=who.login,
                name=who.name,
                email=who.email if who.is_verified else "",
                external_id=who.subject,
            )
    except Invalid:  # no login name, or one that somebody else has
        return None


def _refuse(reason: Reason) -> Never:
    failed(None, 0, reason="provider")
    raise ImmediateHttpResponse(back_to_sign_in(reason))
