"""SAML responses as a service makes them, signed with xmlsec."""

from __future__ import annotations

import base64
import zlib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from uuid import uuid4

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from lxml import etree
from onelogin.saml2.constants import OneLogin_Saml2_Constants as Names
from onelogin.saml2.utils import OneLogin_Saml2_Utils as Utils

SSO = "https://idp.example/sso"
ENTITY = "https://idp.example/metadata"
HERE = "http://testserver/sso/saml/kaisha"


@dataclass(frozen=True)
class Signer:
    """A key and its certificate, as PEM."""

    key: str
    certificate: str


@cache
def signer(name: str) -> Signer:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    )
    return Signer(pem.decode(), certificate.public_bytes(serialization.Encoding.PEM).decode())


def request_of(location: str) -> str:
    """The id of the request with which a browser is sent to the service."""
    assert location.startswith(SSO)
    sent = dict(parse_qsl(urlsplit(location).query))["SAMLRequest"]
    document = etree.fromstring(zlib.decompress(base64.b64decode(sent), -15))
    assert document.get("AssertionConsumerServiceURL") == f"{HERE}/acs"
    return str(document.get("ID"))


@dataclass
class Response:
    """A response; what is not changed is right."""

    in_response_to: str
    name_id: str = "subject-1"
    audience: str = f"{HERE}/metadata"
    destination: str = f"{HERE}/acs"
    recipient: str = f"{HERE}/acs"
    issuer: str = ENTITY
    ends: timedelta = timedelta(minutes=5)
    begins: timedelta = timedelta(minutes=-1)
    attributes: dict[str, str] = field(default_factory=dict)
    signed_by: str | None = "idp"
    algorithm: str = Names.RSA_SHA256
    digest: str = Names.SHA256

    def xml(self) -> str:
        now = datetime.now(UTC)

        def at(offset: timedelta) -> str:
            return f"{now + offset:%Y-%m-%dT%H:%M:%SZ}"

        told = "".join(
            f'<saml:Attribute Name="{name}"><saml:AttributeValue>{value}</saml:AttributeValue>'
            "</saml:Attribute>"
            for name, value in self.attributes.items()
        )
        statement = f"<saml:AttributeStatement>{told}</saml:AttributeStatement>" if told else ""
        answers = f'InResponseTo="{self.in_response_to}"' if self.in_response_to else ""
        assertion = (
            '<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"'
            f' ID="_{uuid4()}" Version="2.0" IssueInstant="{at(timedelta())}">'
            f"<saml:Issuer>{self.issuer}</saml:Issuer>"
            f"<saml:Subject><saml:NameID>{self.name_id}</saml:NameID>"
            '<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">'
            f'<saml:SubjectConfirmationData {answers} NotOnOrAfter="{at(self.ends)}"'
            f' Recipient="{self.recipient}"/></saml:SubjectConfirmation></saml:Subject>'
            f'<saml:Conditions NotBefore="{at(self.begins)}" NotOnOrAfter="{at(self.ends)}">'
            f"<saml:AudienceRestriction><saml:Audience>{self.audience}</saml:Audience>"
            "</saml:AudienceRestriction></saml:Conditions>"
            f'<saml:AuthnStatement AuthnInstant="{at(timedelta())}"><saml:AuthnContext>'
            "<saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password"
            "</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>"
            f"{statement}</saml:Assertion>"
        )
        return (
            '<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"'
            ' xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"'
            f' ID="_{uuid4()}" Version="2.0" IssueInstant="{at(timedelta())}"'
            f' Destination="{self.destination}" {answers}>'
            f"<saml:Issuer>{self.issuer}</saml:Issuer>"
            '<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/>'
            f"</samlp:Status>{self._signed(assertion)}</samlp:Response>"
        )

    def _signed(self, assertion: str) -> str:
        if self.signed_by is None:
            return assertion
        key = signer(self.signed_by)
        signed: Any = Utils.add_sign(
            assertion,
            key.key,
            key.certificate,
            sign_algorithm=self.algorithm,
            digest_algorithm=self.digest,
        )
        return str(signed.decode()).partition("?>")[2] or str(signed.decode())

    def encoded(self) -> str:
        return base64.b64encode(self.xml().encode()).decode()
