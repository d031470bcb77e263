"""What allauth asks about second factors: how secrets are kept, and what a person's devices show."""

from __future__ import annotations

from functools import cache
from typing import Any

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from urakata.directory.models import User


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Secrets are encrypted: who reads the database, or a dump of it, can make no codes."""

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text).decode()

    def get_totp_label(self, user: User) -> str:
        return user.code

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Passkeys belong to the host name people type."""
        host = settings.PUBLIC_URL.hostname or context.request.get_host().partition(":")[0]
        return {"id": host, "name": settings.MFA_TOTP_ISSUER}

    def get_public_key_credential_user_entity(self, user: User) -> dict[str, Any]:
        entity: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        return {**entity, "name": user.code, "display_name": user.name}


@cache
def _cipher() -> MultiFernet:
    """Under a key of its own, made from the installation's; earlier keys still open."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(key)) for key in keys])


def _derived(key: str | bytes) -> str:
    digest = salted_hmac("urakata.second-factor", "", secret=key, algorithm="sha256").digest()
    return urlsafe_base64_encode(force_bytes(digest)) + "="
