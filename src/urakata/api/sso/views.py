"""The doors: allauth's views, with nothing in the address that could bend them, and ours to fail by."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any, Final, TypeAlias

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.saml import views as saml
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from urakata.api.sso.leaving import back_to_sign_in
from urakata.api.sso.oidc import OidcAdapter
from urakata.directory import epochs
from urakata.directory.sign_in_journal import failed
from urakata.kernel.errors import Forbidden

logger = logging.getLogger("urakata.sso")
View: TypeAlias = Callable[..., HttpResponse]
OURS: Final = ("next",)  #: all that an address may say: where to go afterwards


def _guarded(view: View) -> View:
    """A view that ends at the sign-in screen, whatever goes wrong."""

    @wraps(view)
    def guarded(request: HttpRequest, **values: Any) -> HttpResponse:  # noqa: ANN401
        epochs.begin()
        try:
            return view(request, **values)
        except Http404:
            raise
        except ImmediateHttpResponse as leaving:
            response: HttpResponse = leaving.response
            return response
        except Forbidden as error:
            return back_to_sign_in("network" if error.code == "UR_NW01" else "unknown")
        except Exception as error:  # noqa: BLE001  # whatever a service sends, nobody comes in by it
            logger.warning("A sign-in through a service failed: %r", error)
            failed(None, 0, reason="provider")
            return back_to_sign_in("failed")
        finally:
            epochs.end()

    return csrf_exempt(guarded)


def _plain(request: HttpRequest) -> None:
    """Only what is ours of the address: neither scope nor process nor parameters for the service."""
    plain = QueryDict(mutable=True)
    plain.update({name: request.GET[name] for name in OURS if name in request.GET})
    request.GET = plain  # type: ignore[assignment]


@_guarded
@require_GET
def oidc_login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Off to the service."""
    _plain(request)
    view = OAuth2LoginView.adapter_view(_adapter(request, provider_id))
    response: HttpResponse = view(request)
    return response


@_guarded
@require_GET
def oidc_callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Back from it, with a code."""
    view = OAuth2CallbackView.adapter_view(_adapter(request, provider_id))
    response: HttpResponse = view(request)
    return response


@_guarded
@require_GET
def saml_login(request: HttpRequest, organization_slug: str) -> HttpResponse:
    """Off to the service."""
    _plain(request)
    response: HttpResponse = saml.login(request, organization_slug=organization_slug)
    return response


@_guarded
@require_POST
def saml_acs(request: HttpRequest, organization_slug: str) -> HttpResponse:
    """Back from it, posted from its page: kept for the next request, which has our cookie."""
    response: HttpResponse = saml.acs(request, organization_slug=organization_slug)
    return response


@_guarded
@require_GET
def saml_finish_acs(request: HttpRequest, organization_slug: str) -> HttpResponse:
    """And in, if it holds."""
    response: HttpResponse = saml.finish_acs(request, organization_slug=organization_slug)
    return response


@_guarded
@require_GET
def saml_metadata(request: HttpRequest, organization_slug: str) -> HttpResponse:
    """What the service must know about us."""
    response: HttpResponse = saml.metadata(request, organization_slug=organization_slug)
    return response


def nowhere(_request: HttpRequest, **_values: str) -> HttpResponse:
    """Signing out at the service is not offered: sessions here end by themselves."""
    raise Http404


def _adapter(request: HttpRequest, provider_id: str) -> OidcAdapter:
    adapter = OidcAdapter(request, provider_id)
    try:
        adapter.get_provider()
    except Exception as error:
        raise Http404 from error
    return adapter
