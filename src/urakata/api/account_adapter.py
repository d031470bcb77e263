"""How somebody comes in whom another sign-in service (OIDC, SAML) has vouched for."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from urakata.api.authentication import address_of, origin_of
from urakata.directory import arrivals, sessions
from urakata.directory.actors import actor_of
from urakata.directory.gate import require_network


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """allauth's sign-in ends in a session of ours; nobody signs up, nothing is mailed."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def get_login_stages(self) -> list[str]:
        """None of allauth's: a second factor is the other service's to ask for."""
        return []

    def login(self, request: HttpRequest, user: object) -> None:
        """Open a session under a new key. Raises `Unauthenticated` for who is not active."""
        actor = actor_of(user.pk)  # type: ignore[attr-defined]
        require_network(actor, address_of(request))
        arrivals.come_in(request.session, actor, origin_of(request, "provider"))

    def logout(self, request: HttpRequest) -> None:
        if actor := sessions.actor_of_session(request.session):
            arrivals.go_out(request.session, actor)

    def is_safe_url(self, url: str) -> bool:
        """Only a path of our own: never another host, however it is spelled."""
        return url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def get_login_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        """Where nothing else was asked for."""
        return "/"

    def get_client_ip(self, request: HttpRequest) -> str:
        return address_of(request)

    def send_notification_mail(self, *_arguments: object, **_values: object) -> None:
        """The journal has it."""
