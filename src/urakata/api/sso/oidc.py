"""OpenID Connect by allauth, and what we ask beyond: a signature, a nonce, one person all along.

allauth reads an ID token that came over TLS without looking at its signature, as the standard
allows. We look: one rule less to be wrong about, and a key that a service took back counts no more.
"""

from __future__ import annotations

import json
import secrets
from typing import Any, Final

import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import HttpRequest, HttpResponse

ALGORITHMS: Final = (
    "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA",
)  # fmt: skip
"""Those with a key pair: nobody who only knows our secret, or nothing at all, signs anything."""

REQUIRED: Final = ("iss", "sub", "aud", "exp", "iat", "nonce")
LEEWAY: Final = 60  #: seconds that two clocks may differ
OLDEST: Final = 600  #: seconds since a token was made


class OidcAdapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # allauth has no types
    """What happens when somebody comes back with a code."""

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        """Whom the service vouches for: by its ID token, and what it tells besides of the same person."""
        id_token = kwargs["response"].get("id_token")
        if not isinstance(id_token, str):
            raise OAuth2Error("The service sent no ID token.")
        claims = self._decode_id_token(app, id_token)
        told = {}
        if "userinfo_endpoint" in self.openid_config:
            told = self._fetch_user_info(token.token)
            if told.get("sub") != claims["sub"]:
                raise OAuth2Error("The service told about somebody else.")
        data = {"id_token": claims, "userinfo": {**claims, **told}}
        return self.get_provider().sociallogin_from_response(request, data)

    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:  # noqa: ANN401
        try:
            claims: dict[str, Any] = jwt.decode(
                id_token,
                key=self._key_of(id_token),
                algorithms=list(ALGORITHMS),
                audience=app.client_id,
                issuer=self.openid_config["issuer"],
                leeway=LEEWAY,
                options={"require": list(REQUIRED), "verify_iat": True},
            )
            authorized = claims.get("azp", app.client_id)
        except jwt.PyJWTError as error:
            raise OAuth2Error(f"The ID token does not hold: {error}") from error
        if authorized != app.client_id:
            raise OAuth2Error("The ID token was made for somebody else.")
        return claims

    def _key_of(self, id_token: str) -> jwt.PyJWK:
        """The service's key that is said to have signed it."""
        wanted = jwt.get_unverified_header(id_token).get("kid")
        with get_adapter().get_requests_session() as asking:
            response = asking.get(self.openid_config["jwks_uri"])
            response.raise_for_status()
            keys = jwt.PyJWKSet.from_json(json.dumps(response.json())).keys
        signing = [key for key in keys if key.public_key_use in {None, "sig"}]
        named = [key for key in signing if key.key_id == wanted]
        if not named and (wanted is not None or len(signing) != 1):
            raise OAuth2Error("The service has no such key.")
        return (named or signing)[0]


class OidcProvider(OpenIDConnectProvider):  # type: ignore[misc]
    """A service; every way to it begins with a number that its ID token must bring back."""

    oauth2_adapter_class = OidcAdapter

    def redirect(
        self,
        request: HttpRequest,
        process: str,
        next_url: str | None = None,
        data: Any = None,  # noqa: ANN401
        **_more: Any,  # noqa: ANN401
    ) -> HttpResponse:
        """Send somebody to the service: nothing in the address they came by changes what is asked."""
        nonce = secrets.token_urlsafe(32)
        asked = {**self.get_auth_params(), "nonce": nonce}
        response: HttpResponse = super().redirect(
            request,
            process,
            next_url,
            data,
            auth_params=asked,
            nonce=nonce,
        )
        return response

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """Everything, for the moment of signing in; what is kept is less (`people`)."""
        return data


provider_classes = [OidcProvider]
