"""Credentials of identity providers, networks and limits of tokens from the command line."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result

from tests.conftest import AnApp
from urakata.directory.actor import Actor
from urakata.directory.credentials import provider_of
from urakata.directory.tokens import create_token, list_tokens
from urakata.journal import queries
from urakata.kernel.errors import Unauthenticated
from urakata.main.cli.root import main

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def test_a_credential_is_made_listed_and_revoked():
    secret = run("scim", "add", "--memo", "Entra ID", "--network", "192.0.2.0/24").output.strip()
    provider = provider_of(secret)

    assert (provider.may_administer, [str(n) for n in provider.networks]) == (
        False,
        ["192.0.2.0/24"],
    )
    shown = run("scim", "list").output
    assert "Entra ID" in shown
    assert secret not in shown
    assert run("scim", "revoke", str(provider.actor.token_ids[0])).exit_code == 0
    with pytest.raises(Unauthenticated):
        provider_of(secret)
    assert run("scim", "revoke", str(provider.actor.token_ids[0])).exit_code == 1


def test_what_the_command_line_does_is_told_as_such():
    run("scim", "add")

    (entry,) = queries.search(queries.Wanted(kind="token.add"))
    assert json.loads(entry.body)["source"]["name"] == "cli"


def test_networks_are_set_shown_and_removed():
    assert run("network", "set", "everyone", "192.0.2.0/24", "2001:db8::/32").exit_code == 0
    assert "192.0.2.0/24 2001:db8::/32" in run("network", "list").output
    assert run("network", "set", "everyone", "office").exit_code == 1
    assert "192.0.2.0/24" in run("network", "list").output
    assert run("network", "set", "everyone").exit_code == 0
    assert "192.0.2.0/24" not in run("network", "list").output


def test_a_token_is_limited(an_app: AnApp, sato: Actor):
    app = an_app()
    create_token(app.app_id, ["view"], actor=sato)
    (token,) = list_tokens(app.app_id)
    place = (str(app.app_id), str(token.id))

    done = run("token", "limit", *place, "--per-minute", "600", "--network", "192.0.2.1")
    assert done.exit_code == 0
    (token,) = list_tokens(app.app_id)
    assert (token.requests_per_minute, token.requests_at_once, token.networks) == (
        600,
        None,
        ("192.0.2.1/32",),
    )
    run("token", "limit", *place, "--at-once", "3", "--network", "any")
    (token,) = list_tokens(app.app_id)
    assert (token.requests_per_minute, token.requests_at_once, token.networks) == (600, 3, ())
    assert run("token", "limit", str(app.app_id), "999999", "--at-once", "3").exit_code == 1
