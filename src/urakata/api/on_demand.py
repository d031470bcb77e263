"""Views whose libraries are big and seldom needed: imported when somebody calls them first."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, TypeAlias

from django.http import HttpRequest, HttpResponseBase
from django.utils.module_loading import import_string
from django.views.decorators.csrf import csrf_exempt

View: TypeAlias = "Callable[..., HttpResponseBase]"


def on_demand(place: str) -> View:
    """The view at a dotted place; until its first call it costs no memory."""

    @csrf_exempt
    def view(request: HttpRequest, **address: Any) -> HttpResponseBase:  # noqa: ANN401
        return _load(place)(request, **address)

    view.__name__ = place.rpartition(".")[2]
    return view


@cache
def _load(place: str) -> View:
    view: View = import_string(place)
    return view
