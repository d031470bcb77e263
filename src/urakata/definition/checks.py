"""What must hold of a draft before it goes live, beyond what each edit checked by itself.

Edits leave loose ends on purpose (a deleted field that a formula names); here they are tied or
refused, every one with its place.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final

from urakata.definition.build import build_schema
from urakata.definition.conditions import (
    Env,
    compile_condition,
    compile_order,
    parse_condition,
    parse_query,
)
from urakata.definition.conversions import may_copy
from urakata.definition.editing.access_lists import check_names, check_rule_condition
from urakata.definition.editing.access_references import rules_of
from urakata.definition.editing.clauses import check_condition, check_sort
from urakata.definition.editing.problems import Problems, unknown_field
from urakata.definition.editing.process_fit import (
    check_every_route_ends,
    check_flow,
    check_segregation,
    check_state,
    factors_of,
)
from urakata.definition.editing.references import every_entity
from urakata.definition.fields.reference_table import ReferenceConfig
from urakata.definition.formulas import compile_formulas
from urakata.definition.numbering import parse_pattern
from urakata.definition.schema import AppSchema, Field, Lookup
from urakata.definition.shape import Document
from urakata.directory.actor import Actor
from urakata.directory.people import snapshot
from urakata.kernel import rules
from urakata.kernel.catalogue import CATALOGUE
from urakata.kernel.errors import Invalid, NotFound, Problem, invalid
from urakata.kernel.text import Text

SchemaOf = Callable[[int], AppSchema]

LIVE_CIRCLE: Final = Text(
    "ルックアップ（常に最新の値）の参照が循環しています。",
    "The look-ups that always show the present value lead back to this field.",
)


@dataclass(frozen=True, slots=True)
class _Check:
    """One draft under examination."""

    document: Document
    schema: AppSchema
    env: Env
    problems: Problems


def check(
    document: Document, *, actor: Actor, app_id: int, creator_id: int, schema_of: SchemaOf
) -> AppSchema:
    """Raise for everything that would not work once live; answer the schema if all is well.

    `schema_of` gives other apps as they will be: those deployed together as their drafts, the
    rest live. Formulas are ``GAIA_IL01``, a look-up key that is not unique ``GAIA_LO03``.
    """
    schema = build_schema(
        document,
        app_id=app_id,
        version=0,
        name=document["name"],
        code=document["code"],
        creator_id=creator_id,
    )

    def of(other_id: int) -> AppSchema:
        return schema if other_id == app_id else schema_of(other_id)

    env = Env(actor, datetime.now(UTC), snapshot(), of)
    found = _Check(document, schema, env, Problems())
    _check_live_chains(found)
    found.problems.done()  # what follows compiles SQL and would walk such a circle for ever
    with found.problems.at("properties"):
        compile_formulas(schema)
    for field in schema.fields:
        with found.problems.at(f"properties[{field.code}]"):
            _check_field(found, field)
    _check_views(found)
    _check_process(found)
    _check_title(found)
    _check_access(found)
    found.problems.done()
    return schema


def _check_live_chains(check_: _Check) -> None:
    """Refuse LIVE look-ups that lead back to where they began: their value would be nowhere."""
    for field in check_.schema.fields:
        seen: set[tuple[int, int]] = set()
        schema, here = check_.schema, field
        while here.live_source is not None:
            if (schema.app_id, here.id) in seen:
                check_.problems.refuse(f"properties[{field.code}]", LIVE_CIRCLE)
                break
            seen.add((schema.app_id, here.id))
            following = _source(check_, schema, here)
            if following is None:
                break
            schema, here = following


def _source(check_: _Check, schema: AppSchema, field: Field) -> tuple[AppSchema, Field] | None:
    """Where a LIVE field's value comes from; None where that is no more."""
    key, code = field.live_source or (0, "")
    lookup = schema.by_id[key].lookup
    try:
        master = check_.env.schema_of(lookup.app_id if lookup else 0)
    except NotFound:
        return None
    source = master.by_code.get(code)
    return None if source is None else (master, source)


def _check_field(check_: _Check, field: Field) -> None:
    at = f"properties[{field.code}]"
    if field.lookup is not None:
        _check_lookup(check_, field, field.lookup, f"{at}.lookup")
    if isinstance(field.config, ReferenceConfig):
        _check_reference(check_, field.config, f"{at}.referenceTable")
    if field.numbering is not None:
        codes = parse_pattern(field.numbering.pattern).field_codes
        if field.numbering.reset_field:
            codes = (*codes, field.numbering.reset_field)
        for code in codes:
            other = check_.schema.by_code.get(code)
            if other is None or other.table_id is not None or other is field:
                raise unknown_field(code, f"{at}.numbering")


def _check_lookup(check_: _Check, field: Field, lookup: Lookup, at: str) -> None:
    related = check_.env.schema_of(lookup.app_id)
    key = _related_field(related, lookup.key_field, f"{at}.relatedKeyField")
    if not key.unique and key.type.key != "RECORD_NUMBER":
        text = CATALOGUE["GAIA_LO03"].fill(field=key.code)
        problem = Problem(f"{at}.relatedKeyField", text)
        raise Invalid("GAIA_LO03", field=key.code, problems=[problem])
    for n, (target, source) in enumerate(lookup.mappings):
        path = f"{at}.fieldMappings[{n}]"
        here = check_.schema.by_code.get(target)
        if here is None or here.table_id != field.table_id:
            raise unknown_field(target, f"{path}.field")
        there = _related_field(related, source, f"{path}.relatedField")
        if not may_copy(there.type, here.type):
            raise invalid(f"{path}.field", rules.NOT_IN_ENUM)
    for n, code in enumerate(lookup.picker_fields):
        _related_field(related, code, f"{at}.lookupPickerFields[{n}]")
    _check_clauses(
        check_, related, {"filterCond": lookup.filter_condition, "sort": lookup.sort}, at
    )


def _check_reference(check_: _Check, table: ReferenceConfig, at: str) -> None:
    related = check_.env.schema_of(table.app_id)
    if table.field not in check_.schema.by_code:
        raise unknown_field(table.field, f"{at}.condition.field")
    _related_field(related, table.related_field, f"{at}.condition.relatedField")
    for n, code in enumerate(table.display_fields):
        _related_field(related, code, f"{at}.displayFields[{n}]")
    _check_clauses(check_, related, {"filterCond": table.filter_condition, "sort": table.sort}, at)


def _related_field(schema: AppSchema, code: str, at: str) -> Field:
    field = schema.by_code.get(code)
    if field is None or field.table_id is not None:
        raise unknown_field(code, at)
    return field


def _check_clauses(check_: _Check, schema: AppSchema, holder: dict[str, Any], at: str) -> None:
    """Compile the condition and the sort of something about the records of an app."""
    condition, sort = holder.get("filterCond") or "", holder.get("sort") or ""
    check_condition(condition, schema, f"{at}.filterCond")
    with check_.problems.at(f"{at}.filterCond"):
        _compile(check_, schema, condition, f"{at}.filterCond")
    check_sort(sort, schema, f"{at}.sort")
    if sort.strip():
        with check_.problems.at(f"{at}.sort"):
            compile_order(parse_query(f"order by {sort}").order, schema, check_.env)


def _compile(check_: _Check, schema: AppSchema, condition: str, at: str) -> None:
    compile_condition(parse_condition(condition), schema, replace(check_.env, at=at))


def _check_views(check_: _Check) -> None:
    for name, view in check_.document["views"].items():
        at = f"views[{name}]"
        with check_.problems.at(at):
            _check_clauses(check_, check_.schema, view, at)
            named = [*view.get("fields", ()), *(view[k] for k in ("date", "title") if k in view)]
            for code in named:
                _related_field(check_.schema, code, at)


def _check_process(check_: _Check) -> None:
    process = check_.document["process"]
    for n, action in enumerate(process["actions"] or []):
        at = f"actions[{n}]"
        with check_.problems.at(at):
            _check_clauses(check_, check_.schema, {"filterCond": action["filterCond"]}, at)
    for entity in every_entity(process):
        if entity["type"] == "FIELD_ENTITY":
            with check_.problems.at("states"):
                _related_field(check_.schema, entity["code"], "states")
    _check_routes(check_, process)


def _check_routes(check_: _Check, process: dict[str, Any]) -> None:
    for name, state in (process["states"] or {}).items():
        at = f"states[{name}]"
        check_state(state, at, check_.schema, check_.problems)
        for factor, path in factors_of(state.get("route") or {}, f"{at}.route"):
            with check_.problems.at(path):
                _compile(check_, check_.schema, factor["condition"], path)
    check_flow(process, check_.problems)
    check_every_route_ends(process, check_.problems)
    check_segregation(process, check_.schema, check_.env.schema_of, check_.problems)


def _check_title(check_: _Check) -> None:
    title = check_.document["settings"]["titleField"]
    if title["selectionMode"] == "MANUAL":
        with check_.problems.at("titleField.code"):
            _related_field(check_.schema, title["code"], "titleField.code")


def _check_access(check_: _Check) -> None:
    for name in ("records", "fields"):
        for n, rule in enumerate(rules_of(check_.document, name)):
            at = f"access.{name}[{n}]"
            with check_.problems.at(at):
                check_names(rule, at, check_.schema)
                check_rule_condition(rule.get("filterCond", ""), check_.schema, f"{at}.filterCond")
                _check_clauses(check_, check_.schema, rule, at)
