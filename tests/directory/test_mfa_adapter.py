from __future__ import annotations

from typing import Any

import pytest
from allauth.core.context import request_context
from cryptography.fernet import InvalidToken
from django.test import RequestFactory

from urakata.directory import mfa_adapter
from urakata.directory.mfa_adapter import MfaAdapter
from urakata.directory.models import User


@pytest.fixture(autouse=True)
def forgetful() -> None:
    mfa_adapter._cipher.cache_clear()


def test_a_secret_is_kept_unreadable_and_read_again():
    kept = MfaAdapter().encrypt("JBSWY3DPEHPK3PXP")

    assert "JBSWY3DPEHPK3PXP" not in kept
    assert MfaAdapter().decrypt(kept) == "JBSWY3DPEHPK3PXP"


def test_another_installation_cannot_read_it_and_an_earlier_key_still_can(settings: Any):
    kept = MfaAdapter().encrypt("JBSWY3DPEHPK3PXP")
    before, settings.SECRET_KEY = (
        settings.SECRET_KEY,
        "another key of fifty characters, or about that many",
    )
    mfa_adapter._cipher.cache_clear()
    with pytest.raises(InvalidToken):
        MfaAdapter().decrypt(kept)

    settings.SECRET_KEY_FALLBACKS = [before]
    mfa_adapter._cipher.cache_clear()

    assert MfaAdapter().decrypt(kept) == "JBSWY3DPEHPK3PXP"


def test_a_device_shows_the_login_name_and_the_product():
    url = MfaAdapter().build_totp_url(User(pk=7, code="佐藤", name="佐藤 花子"), "ABC")

    assert url == "otpauth://totp/%E4%BD%90%E8%97%A4?secret=ABC&issuer=Urakata"


def test_a_passkey_belongs_to_the_host_people_type():
    with request_context(RequestFactory().get("/", headers={"host": "localhost:8000"})):
        party = MfaAdapter().get_public_key_credential_rp_entity()

    assert party == {"id": "localhost", "name": "Urakata"}


def test_a_passkey_is_labelled_with_the_login_name_and_the_name():
    entity = MfaAdapter().get_public_key_credential_user_entity(
        User(pk=7, code="sato", name="佐藤")
    )

    assert (entity["name"], entity["display_name"]) == ("sato", "佐藤")
