"""What is worked out once from an app's definition and then kept as long as the definition is."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from urakata.definition.schema import AppSchema

T = TypeVar("T")


def once_per_schema(make: Callable[[AppSchema], T]) -> Callable[[AppSchema], T]:
    """Remember the result on the schema object itself, so that both are forgotten together."""
    name = f"{make.__module__}.{make.__qualname__}"

    @wraps(make)
    def remembered(schema: AppSchema) -> T:
        memory: dict[str, Any] = vars(schema)
        if name not in memory:
            memory[name] = make(schema)
        return cast("T", memory[name])

    return remembered
