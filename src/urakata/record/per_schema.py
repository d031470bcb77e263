"""What is worked out once from an app's definition: see `definition.per_schema`."""

from __future__ import annotations

from urakata.definition.per_schema import once_per_schema

__all__ = ["once_per_schema"]
