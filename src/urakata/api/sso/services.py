"""``/api/v1/sign-in-services``: what the sign-in screen offers. Open: nobody is signed in yet."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from urakata.api.answering import Answering
from urakata.kernel.errors import Invalid
from urakata.kernel.json import JSONDict


@csrf_exempt
def sign_in_services(request: HttpRequest) -> HttpResponseBase:
    """The services, each with the address of its door, and whether passwords are used."""
    answering = Answering(request)
    return answering.respond(lambda: _services(request))


def _services(request: HttpRequest) -> JSONDict:
    if request.method != "GET":
        raise Invalid("CB_IL02")
    found = settings.SIGN_IN_SERVICES
    doors = [
        *((each.name, reverse("openid_connect_login", args=[each.id])) for each in found.oidc),
        *((each.name, reverse("saml_login", args=[each.id])) for each in found.saml),
    ]
    return {
        "services": [{"name": name, "url": url} for name, url in doors],
        "password": settings.PASSWORD_SIGN_IN,
    }
