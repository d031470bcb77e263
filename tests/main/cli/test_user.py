"""People from the command line."""

from __future__ import annotations

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from click.testing import CliRunner, Result

from urakata.directory.models import User
from urakata.directory.people import snapshot
from urakata.directory.second_factors import has_second_factor
from urakata.directory.sign_in import by_password
from urakata.kernel.errors import TooMany, Unauthenticated
from urakata.main.cli.root import main

pytestmark = pytest.mark.django_db


def run(*arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(main, ["user", *arguments], input=typed)


def test_an_added_user_is_there_with_the_password_from_the_pipe():
    done = run("add", "sato", "--name", "佐藤 花子", "--admin", typed="correct horse\n")

    person = snapshot().user_by_code("sato")
    assert done.exit_code == 0
    assert person is not None
    assert person.name == "佐藤 花子"
    assert snapshot().is_administrator(person.id)
    assert _can_sign_in("sato", "correct horse")


def test_an_auditor_is_one_from_the_beginning():
    done = run("add", "kansa", "--name", "監査 人", "--auditor", typed="correct horse\n")

    person = snapshot().user_by_code("kansa")
    assert done.exit_code == 0
    assert snapshot().is_auditor(person.id)
    assert not snapshot().is_administrator(person.id)


def test_a_short_password_is_refused_and_nobody_added():
    done = run("add", "sato", "--name", "佐藤", typed="short\n")

    assert done.exit_code == 1
    assert snapshot().user_by_code("sato") is None


def test_a_password_can_be_made_up_and_is_shown_once():
    done = run("add", "sato", "--name", "佐藤", "--random-password")

    assert _can_sign_in("sato", done.output.splitlines()[0].split(": ")[1])


def test_a_new_password_replaces_the_old_one():
    run("add", "sato", "--name", "佐藤", typed="correct horse\n")

    run("password", "sato", typed="battery staple\n")

    assert _can_sign_in("sato", "battery staple")
    assert not _can_sign_in("sato", "correct horse")


def test_a_stopped_user_is_listed_as_such_until_let_in_again():
    run("add", "sato", "--name", "佐藤", "--email", "sato@example.jp", "--random-password")

    run("disable", "sato")
    stopped = run("list").output
    run("enable", "sato")

    assert "sato\t佐藤\tsato@example.jp\t" in stopped
    assert stopped.splitlines()[-1] != run("list").output.splitlines()[-1]
    assert (person := snapshot().user_by_code("sato")) is not None
    assert person.is_active


def test_an_unknown_user_is_an_error():
    assert run("disable", "nobody-here").exit_code == 1


def test_who_is_locked_out_is_let_try_again():
    run("add", "sato", "--name", "佐藤", typed="correct horse\n")
    for _ in range(10):
        assert not _can_sign_in("sato", "wrong")
    with pytest.raises(TooMany):
        _can_sign_in("sato", "correct horse")

    assert "sato" in run("unlock", "sato").output

    assert _can_sign_in("sato", "correct horse")
    assert run("unlock", "sato").exit_code == 0


def test_who_lost_a_device_is_freed_of_it():
    run("add", "sato", "--name", "佐藤", typed="correct horse\n")
    user = User.objects.get(code="sato")
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")

    assert run("reset-second-factor", "sato").exit_code == 0

    assert not has_second_factor(user.pk)
    assert run("reset-second-factor", "nobody-here").exit_code == 1


def _can_sign_in(login: str, password: str) -> bool:
    try:
        by_password(login=login, password=password, address="127.0.0.1")
    except Unauthenticated:
        return False
    return True
