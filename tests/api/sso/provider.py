"""A small identity provider of our own: OpenID Connect over HTTP on this machine."""

from __future__ import annotations

import base64
import hashlib
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT = "urakata"
SECRET = "client-secret"


def new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class Provider:
    """What it signs with, and what it will answer."""

    address: str = ""
    key: rsa.RSAPrivateKey = field(default_factory=new_key)
    signing_key: Any = None  #: another one, for forgeries
    algorithm: str = "RS256"
    key_id: str | None = "k1"
    claims: dict[str, Any] = field(default_factory=dict)  #: beside or instead of the right ones
    left_out: tuple[str, ...] = ()
    userinfo: dict[str, Any] = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict)  #: by the last authorisation request
    token_calls: list[dict[str, str]] = field(default_factory=list)
    id_token: str | None = None  #: a whole one, to be played again
    codes: set[str] = field(default_factory=set)

    def authorize(self, location: str) -> str:
        """What a browser brings back that was sent to `location`: the query of the callback."""
        assert location.startswith(f"{self.address}/authorize?")
        self.asked = dict(parse_qsl(urlsplit(location).query))
        self.codes.add("c1")
        return f"code=c1&state={self.asked['state']}"

    def token(self) -> str:
        if self.id_token:
            return self.id_token
        now = int(time.time())
        right: dict[str, Any] = {
            "iss": self.address,
            "aud": CLIENT,
            "sub": "subject-1",
            "iat": now,
            "exp": now + 300,
            "nonce": self.asked.get("nonce"),
        }
        said = {n: v for n, v in (right | self.claims).items() if n not in self.left_out}
        headers = {"kid": self.key_id} if self.key_id else {}
        key = self.signing_key if self.signing_key is not None else self.key
        self.last = jwt.encode(said, key, algorithm=self.algorithm, headers=headers)
        return self.last

    def answer(self, path: str, form: dict[str, str]) -> tuple[int, Any]:
        if path == "/.well-known/openid-configuration":
            return 200, {
                "issuer": self.address,
                "authorization_endpoint": f"{self.address}/authorize",
                "token_endpoint": f"{self.address}/token",
                "userinfo_endpoint": f"{self.address}/userinfo",
                "jwks_uri": f"{self.address}/keys",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            }
        if path == "/keys":
            public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
            return 200, {"keys": [public | {"kid": "k1", "use": "sig", "alg": "RS256"}]}
        if path == "/userinfo":
            return 200, {"sub": self.claims.get("sub", "subject-1"), **self.userinfo}
        if path == "/token":
            return self._exchange(form)
        return 404, {}

    def _exchange(self, form: dict[str, str]) -> tuple[int, Any]:
        self.token_calls.append(form)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        is_right = (
            form.get("code") in self.codes
            and form.get("client_secret") == SECRET
            and challenge == self.asked.get("code_challenge")
        )
        if not is_right:
            return 400, {"error": "invalid_grant"}
        self.codes.clear()
        token = {"id_token": self.token()} if "id_token" not in self.left_out else {}
        return 200, {"access_token": "a1", "token_type": "Bearer", **token}


@contextmanager
def running() -> Iterator[Provider]:
    """A provider that answers as long as this lasts."""
    provider = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if not self.path.startswith("/authorize?"):
                self.reply({})
                return
            back = provider.authorize(f"{provider.address}{self.path}")
            self.send_response(302)
            self.send_header("Location", f"{provider.asked['redirect_uri']}?{back}")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self.reply({name: values[0] for name, values in parse_qs(body).items()})

        def reply(self, form: dict[str, str]) -> None:
            status, body = provider.answer(urlsplit(self.path).path, form)
            data = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.address = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
