"""Drafts to edit: an empty app of sato's, and one-line ways to add fields to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import pytest
from hypothesis import HealthCheck, settings

from urakata.definition import services
from urakata.definition.publish import mark_live
from urakata.definition.queries import draft_document
from urakata.directory.actor import Actor
from urakata.kernel.errors import UrakataError

settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")  # a machine that does other things too is no fault of the code

Draft: TypeAlias = Callable[..., int]


@pytest.fixture
def a_draft(sato: Actor) -> Draft:
    """Builds an app through its services; fields as ``金額="NUMBER"`` or property objects."""

    def build(*, called: str = "稟議", live: bool = False, **fields: Any) -> int:
        app_id, _ = services.create_app(actor=sato, name=called)
        properties = {c: {"type": f} if isinstance(f, str) else f for c, f in fields.items()}
        if properties:
            services.add_fields(actor=sato, app_id=app_id, properties=properties)
        if live:
            mark_live(actor=sato, app_id=app_id)
        return app_id

    return build


@pytest.fixture
def refusal() -> Callable[..., UrakataError]:
    """The error of a call that must fail, after making sure that the draft is as it was."""

    def call(function: Callable[..., Any], **arguments: Any) -> UrakataError:
        before = draft_document(arguments["app_id"])
        with pytest.raises(UrakataError) as refused:
            function(**arguments)
        assert draft_document(arguments["app_id"]) == before
        return refused.value

    return call


def field_of(app_id: int, code: str) -> dict[str, Any]:
    """A field of the draft, columns too."""
    document = draft_document(app_id)
    fields = [*document["fields"], *(c for f in document["fields"] for c in f.get("fields", ()))]
    return next(f for f in fields if f["code"] == code)


def places(error: UrakataError) -> list[str]:
    """The paths an error names."""
    return [problem.at for problem in error.problems]
