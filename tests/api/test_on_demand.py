"""Big libraries wait for their first caller."""

from __future__ import annotations

import subprocess
import sys

import pytest
from django.http import HttpRequest

from tests.api.client import Api
from urakata.api.on_demand import on_demand

LOADED = """
import django, sys
django.setup()
from django.urls import resolve
resolve("/scim/v2/Users"), resolve("/sso/oidc/x/login")
print([name for name in ("onelogin", "xmlsec", "scim2_models") if name in sys.modules])
"""


def test_a_web_process_begins_without_what_few_installations_use():
    done = subprocess.run(
        [sys.executable, "-c", LOADED], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.django_db
def test_the_first_caller_is_answered_like_any_other(as_nobody: Api):
    statuses = [as_nobody.client.get("/scim/v2/Users").status_code for _ in range(2)]
    assert statuses == [401, 401]


def test_a_view_that_is_not_there_is_said_by_name():
    with pytest.raises(ImportError, match="nothing"):
        on_demand("urakata.api.session.nothing")(HttpRequest())
