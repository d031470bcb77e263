from __future__ import annotations

import pytest
from django.contrib.auth.hashers import make_password

from urakata.directory.passwords import fits, hash_password, new_password


def test_a_password_fits_its_hash_and_no_other():
    stored = hash_password("合言葉は山")

    assert stored.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert fits("合言葉は山", stored)
    assert not fits("合言葉は川", stored)


def test_a_hash_of_djangos_own_making_fits_too():
    assert fits("secret", make_password("secret"))


NOBODYS_PASSWORD = pytest.param(hash_password(None), id="nobody's")


@pytest.mark.parametrize("stored", [None, "", "!", "!abc", "gibberish", NOBODYS_PASSWORD])
def test_nothing_fits_what_is_no_hash(stored: str | None):
    assert not fits("secret", stored)


@pytest.mark.parametrize("password", ["", "\ud800", "x" * 1025])
def test_what_is_no_password_fits_nothing(password: str):
    assert not fits(password, hash_password("secret"))


def test_a_new_password_is_letters_and_digits_and_never_the_same():
    made = {new_password() for _ in range(100)}

    assert len(made) == 100
    assert all(len(password) == 16 and password.isalnum() for password in made)
