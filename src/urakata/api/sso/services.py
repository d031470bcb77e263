"""``/api/v1/sign-in-services``: what the sign-in screen offers. Open: nobody is signed in yet."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from urakata.api.answering import Answering
from urakata.kernel.json import JSONDict


@csrf_exempt
@require_safe
def sign_in_services(request: HttpRequest) -> HttpResponseBase:
    """The services, each with the address of its door, and whether passwords are used."""
    return Answering(request).respond(_services)


def _services() -> JSONDict:
    found = settings.SIGN_IN_SERVICES
    doors = [
        *((each.name, reverse("openid_connect_login", args=[each.id])) for each in found.oidc),
        *((each.name, reverse("saml_login", args=[each.id])) for each in found.saml),
    ]
    return {
        "services": [{"name": name, "url": url} for name, url in doors],
        "password": settings.PASSWORD_SIGN_IN,
    }
