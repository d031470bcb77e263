"""@kintone/rest-api-client 6, unmodified, lives a whole life in an app of every field type."""

from __future__ import annotations

import json

import pytest

pytestmark = pytest.mark.client


def test_the_official_client_builds_an_app_and_lives_a_records_life(node):
    done = node("node", "build-app.mjs")

    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout)["left"] == "2"


def test_the_official_client_sets_rights_and_they_hold(node):
    done = node("node", "set-rights.mjs")

    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout)["pay"] == ["310", "400", "900"]


def test_the_official_client_takes_a_proposal_through_its_route(node):
    done = node("node", "run-route.mjs")

    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout) == {"ringi": ["承認済み", "", "15"], "bihin": 3}
