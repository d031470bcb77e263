from __future__ import annotations

import pytest
from click.testing import CliRunner, Result

from urakata.directory.sign_in_policy import SignInPolicy, sign_in_policy
from urakata.main.cli.root import main

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["policy", *arguments])


def test_the_policy_is_shown():
    done = run()

    assert done.exit_code == 0
    assert "second-factor\toptional" in done.output
    assert sign_in_policy() == SignInPolicy()


def test_the_policy_is_changed_where_an_option_says_so():
    assert run("--second-factor", "everyone", "--idle-minutes", "30").exit_code == 0

    assert sign_in_policy() == SignInPolicy(second_factor="everyone", idle_minutes=30)


def test_what_is_beyond_reason_is_refused():
    assert run("--shortest-password", "3").exit_code == 1
    assert sign_in_policy() == SignInPolicy()
