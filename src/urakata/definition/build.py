"""From the app document to the `AppSchema` that readers and writers of rows work with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from urakata.definition.access_rules import read_access
from urakata.definition.build_routing import (
    build_due,
    build_field_rules,
    build_reasons,
    build_route,
    build_segregation,
)
from urakata.definition.fields.registry import FIELD_TYPES
from urakata.definition.schema import (
    Action,
    AppSchema,
    Field,
    Lookup,
    Numbering,
    NumberPrecision,
    Process,
    State,
)
from urakata.definition.shape import Document, FieldObject, every_field, placed_codes


def build_schema(
    document: Document, *, app_id: int, version: int, name: str, code: str, creator_id: int
) -> AppSchema:
    """Check and index a document.

    Raises `Invalid` where a field's own settings make no sense (a document that our services
    wrote never does).
    """
    settings = document["settings"]
    return AppSchema(
        app_id=app_id,
        version=version,
        name=name,
        code=code,
        creator_id=creator_id,
        fields=build_fields(document),
        precision=_precision(settings["numberPrecision"]),
        fiscal_month=int(settings["firstMonthOfFiscalYear"]),
        process=build_process(document["process"]),
        settings=settings,
        layout=document["layout"],
        views=document["views"],
        access=read_access(document.get("access")),
    )


def build_fields(document: Document) -> tuple[Field, ...]:
    """Every field and column, in form order: as laid out, then those that are not."""
    fields = [_field(raw, table) for raw, table in every_field(document)]
    sources = dict(_live_sources(fields))
    fields = [replace(f, live_source=sources[f.code]) if f.code in sources else f for f in fields]
    places = {code: n for n, code in enumerate(placed_codes(document["layout"]))}
    return tuple(sorted(fields, key=lambda f: places.get(f.code, len(places))))


def _field(raw: FieldObject, table: FieldObject | None) -> Field:
    type_ = FIELD_TYPES[raw["type"]]
    numbering = raw.get("numbering")
    return Field(
        id=raw["id"],
        code=raw["code"],
        label=raw["label"],
        type=type_,
        config=type_.configure(raw, f"fields[{raw['code']}]"),
        no_label=raw.get("noLabel", False),
        required=type_.may_be_required and raw.get("required", False),
        unique=type_.may_be_unique and table is None and raw.get("unique", False),
        is_enabled=raw.get("enabled", True),
        table_id=None if table is None else table["id"],
        lookup=build_lookup(raw["lookup"]) if raw.get("lookup") else None,
        numbering=build_numbering(numbering) if numbering else None,
    )


def build_lookup(raw: Mapping[str, Any]) -> Lookup:
    """A look-up object of the document as a value."""
    return Lookup(
        app_id=int(raw["relatedApp"]["app"]),
        key_field=raw["relatedKeyField"],
        mappings=tuple((m["field"], m["relatedField"]) for m in raw.get("fieldMappings", ())),
        picker_fields=tuple(raw.get("lookupPickerFields", ())),
        filter_condition=raw.get("filterCond", ""),
        sort=raw.get("sort", ""),
        mode=raw.get("mode", "COPY"),
    )


def build_numbering(raw: Mapping[str, Any]) -> Numbering:
    """A numbering object of the document as a value."""
    return Numbering(
        pattern=raw["pattern"],
        reset=raw.get("reset", "NEVER"),
        reset_field=raw.get("resetField", ""),
        is_gap_free=raw.get("gapFree", False),
    )


def build_process(raw: Mapping[str, Any]) -> Process:
    """The process of a document, statuses in their order."""
    states = [
        State(
            name=name,
            index=int(state["index"]),
            assignee=state["assignee"],
            id=int(state.get("id", 0)),
            route=build_route(state.get("route")),
            due=build_due(state.get("due")),
            fields=build_field_rules(state.get("fields")),
        )
        for name, state in (raw["states"] or {}).items()
    ]
    actions = [
        Action(
            name=action["name"],
            source=action["from"],
            target=action["to"],
            condition=action["filterCond"],
            type=action["type"],
            executable_user=action.get("executableUser", {}),
            kind=action.get("kind", "PLAIN"),
            reasons=tuple(action.get("reasons", ())),
        )
        for action in raw["actions"] or []
    ]
    return Process(
        raw["enable"],
        tuple(sorted(states, key=lambda s: s.index)),
        tuple(actions),
        reasons=build_reasons(raw.get("reasons")),
        segregation=build_segregation(raw.get("segregation")),
    )


def _precision(raw: Mapping[str, Any]) -> NumberPrecision:
    return NumberPrecision(int(raw["digits"]), int(raw["decimalPlaces"]), raw["roundingMode"])


def _live_sources(fields: list[Field]) -> Iterator[tuple[str, tuple[int, str]]]:
    for field in fields:
        if field.lookup is not None and field.lookup.mode == "LIVE":
            for target, source in field.lookup.mappings:
                yield target, (field.id, source)
