"""Who reads an app: the look-ups and related records of other apps that lead to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from urakata.definition.conditions import fields_in, parse_condition, parse_query
from urakata.definition.fields.reference_table import ReferenceConfig
from urakata.definition.queries import live_app_ids, live_schema
from urakata.definition.schema import AppSchema, Field, Lookup


@dataclass(frozen=True, slots=True)
class Dependent:
    """A field of another app, and the codes that it reads of this one."""

    app: AppSchema
    field: Field
    codes: frozenset[str]
    key: str  #: the code that finds the record


def dependents(app_id: int) -> list[Dependent]:
    """Every one that is live, by app and form order; the app's own aside."""
    others = [id_ for id_ in live_app_ids() if id_ != app_id]
    return [each for id_ in others for each in _in(live_schema(id_), app_id)]


def _in(app: AppSchema, app_id: int) -> Iterator[Dependent]:
    for field in app.fields:
        config = field.config
        if field.lookup is not None and field.lookup.app_id == app_id:
            yield Dependent(app, field, _read_by(field.lookup), field.lookup.key_field)
        elif isinstance(config, ReferenceConfig) and config.app_id == app_id:
            codes = {config.related_field, *config.display_fields}
            asked = _asked(config.filter_condition, config.sort)
            yield Dependent(app, field, frozenset(codes | asked), config.related_field)


def _read_by(lookup: Lookup) -> frozenset[str]:
    copied = {source for _, source in lookup.mappings}
    asked = _asked(lookup.filter_condition, lookup.sort)
    return frozenset({lookup.key_field, *lookup.picker_fields} | copied | asked)


def _asked(condition: str, sort: str) -> set[str]:
    order = parse_query(f"order by {sort}").order if sort else ()
    return {*fields_in(parse_condition(condition)), *(key.field.code for key in order)}
