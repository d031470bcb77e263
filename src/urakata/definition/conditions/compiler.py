"""From a condition to SQL: finds the fields, checks the operators, builds the ``WHERE``.

A column of a table holds a row of the record rather than the record itself, and a related-records
field another app's records, so their tests become ``EXISTS`` over those rows. Positive tests of
the same table that are joined by ``and`` are about the same row and share one ``EXISTS``; a
negative test wants at least one row, and every row to satisfy it (kintone-api §3.3).
"""

from __future__ import annotations

from dataclasses import replace

from urakata.definition.conditions.columns import column_sql, live_row
from urakata.definition.conditions.environment import Env
from urakata.definition.conditions.operands import Operands, read_operands
from urakata.definition.conditions.places import (
    Place,
    Scope,
    check_operator,
    locate,
    related_filter,
    related_join,
    related_scope,
    rows_of,
)
from urakata.definition.conditions.predicates import TRUE, denied, either, holds
from urakata.definition.conditions.syntax import (
    NEGATIVE,
    AllOf,
    AnyOf,
    Call,
    Comparison,
    Expr,
    FieldName,
    all_of,
    any_of,
)
from urakata.definition.fields.base import Operator
from urakata.definition.schema import AppSchema, Field
from urakata.definition.sql import Fragment, join


def compile_condition(expr: Expr | None, schema: AppSchema, env: Env, alias: str = "t") -> Fragment:
    """A boolean SQL expression over the records of an app, in the rows that `alias` names.

    Raises `Invalid` with the codes of kintone-api §3.5. The expression is never put in
    parentheses as a whole where it holds an ``and``; an ``or`` always is.
    """
    return _compile_all(expr, Scope(schema, env, alias))


def _compile_all(expr: Expr | None, scope: Scope) -> Fragment:
    kept = _without_ignored(expr, scope)
    return TRUE if kept is None else _compile(kept, scope)


def _without_ignored(expr: Expr | None, scope: Scope) -> Expr | None:
    """Leave out what asks for the actor's own organization when there is none: it counts as true."""
    if expr is None or scope.env.actor.primary_organization_id is not None:
        return expr
    if isinstance(expr, Comparison):
        is_ignored = any(
            isinstance(value, Call) and value.name == "PRIMARY_ORGANIZATION"
            for value in expr.values
        )
        if is_ignored:
            _compile(expr, scope)  # it must be right all the same
        return None if is_ignored else expr
    terms = [_without_ignored(term, scope) for term in expr.terms]
    kept = tuple(term for term in terms if term is not None)
    if isinstance(expr, AnyOf):
        return any_of(kept) if len(kept) == len(terms) else None
    return all_of(kept) if kept else None


def _compile(expr: Expr, scope: Scope) -> Fragment:
    owner = _shared_rows(expr, scope)
    if owner is not None:
        return _exists(owner, expr, scope)
    if isinstance(expr, Comparison):
        return _compile_comparison(expr, scope)
    if isinstance(expr, AnyOf):
        return either([_compile(term, scope) for term in expr.terms])
    return join(" AND ", _compile_terms(expr, scope))


def _compile_terms(expr: AllOf, scope: Scope) -> list[Fragment]:
    """The terms of an ``and``, those about the same rows together, where the first of them was."""
    groups: dict[int, tuple[Field, list[Expr]]] = {}
    parts: list[Fragment | int] = []
    for term in expr.terms:
        owner = _shared_rows(term, scope)
        if owner is None:
            parts.append(_compile(term, scope))
        elif owner.id in groups:
            groups[owner.id][1].append(term)
        else:
            groups[owner.id] = (owner, [term])
            parts.append(owner.id)
    return [
        part
        if isinstance(part, Fragment)
        else _exists(groups[part][0], all_of(tuple(groups[part][1])), scope)
        for part in parts
    ]


def _shared_rows(expr: Expr, scope: Scope) -> Field | None:
    """The table or related-records field that every test in `expr` is positively about."""
    if isinstance(expr, Comparison):
        return None if expr.is_negative else locate(expr.field, scope).owner
    owners = [_shared_rows(term, scope) for term in expr.terms]
    return owners[0] if all(owner == owners[0] for owner in owners) else None


def _compile_comparison(comparison: Comparison, scope: Scope) -> Fragment:
    """A test of the record itself, or a negative one of its rows."""
    place = locate(comparison.field, scope)
    if place.owner is not None:
        return _every(place, place.owner, comparison, scope)
    check_operator(place, comparison.operator, scope)
    return _test(comparison, place, scope, scope.alias)


def _test(comparison: Comparison, place: Place, scope: Scope, alias: str) -> Fragment:
    field, asked = place.field, comparison.operator
    operands = read_operands(comparison, field, scope.schema, scope.env)
    positive = _positive(field, NEGATIVE.get(asked, asked), operands, (scope, alias))
    if comparison.is_negative:
        return denied(positive)
    if asked == "like" and place.owner is None:
        return _narrowed(positive, field, operands, scope)
    return positive


def _positive(
    field: Field, operator: Operator, operands: Operands, where: tuple[Scope, str]
) -> Fragment:
    """A positive test of a field in the row of an alias.

    What a LIVE look-up reads is searched in the master, which the planner can begin with; only
    whether it is empty must be asked of every row.
    """
    scope, alias = where
    asks_for_empty = operands.unset or operator == "is empty"
    row = None if asks_for_empty else live_row(field, scope.schema, scope.env, alias)
    if row is None:
        expression = column_sql(field, scope.schema, scope.env, alias)
        return holds(expression, field, operator, operands)
    test = holds(row.value, field, operator, operands)
    return Fragment(
        f"EXISTS (SELECT FROM {row.table} WHERE {row.same} AND {test.text})", test.params
    )


def _narrowed(test: Fragment, field: Field, operands: Operands, scope: Scope) -> Fragment:
    """Put the search index before a ``like``, where it knows the field."""
    find = scope.env.candidates
    is_known = field.is_stored and field.type.search in {"text", "file"} and field.table_id is None
    if find is None or scope.alias != "t" or not is_known or not operands.texts:
        return test
    candidates = find(scope.schema, field, operands.texts[0])
    return test if candidates is None else join(" AND ", [candidates, test])


def _exists(owner: Field, expr: Expr, scope: Scope) -> Fragment:
    """Some row of a table, or some related record, satisfies all of `expr`."""
    if owner.type.key == "REFERENCE_TABLE":
        related = related_scope(owner, scope)
        return _some_related(owner, _compile(_stripped(expr), related), scope)
    table, alias, tie = rows_of(owner, scope)
    return _some(table, alias, [Fragment(tie), _row_test(expr, scope, alias)])


def _every(place: Place, owner: Field, comparison: Comparison, scope: Scope) -> Fragment:
    """At least one row, and none that satisfies the opposite."""
    opposite = replace(comparison, operator=NEGATIVE[comparison.operator])
    if place.is_related:
        related = related_scope(owner, scope)
        asked = _bare(opposite)
        check_operator(locate(asked.field, related), comparison.operator, related)
        some = _some_related(owner, TRUE, scope)
        counterexample = _some_related(owner, _compile(asked, related), scope)
    else:
        check_operator(place, comparison.operator, scope)
        table, alias, tie = rows_of(owner, scope)
        some = _some(table, alias, [Fragment(tie)])
        counterexample = _some(table, alias, [Fragment(tie), _test(opposite, place, scope, alias)])
    return join(" AND NOT ", [some, counterexample])


def _row_test(expr: Expr, scope: Scope, alias: str) -> Fragment:
    """`expr`, all about one table, over a single row of it."""
    if isinstance(expr, Comparison):
        place = locate(expr.field, scope)
        check_operator(place, expr.operator, scope)
        return _test(expr, place, scope, alias)
    parts = [_row_test(term, scope, alias) for term in expr.terms]
    return either(parts) if isinstance(expr, AnyOf) else join(" AND ", parts)


def _some_related(owner: Field, test: Fragment, scope: Scope) -> Fragment:
    related = related_scope(owner, scope)
    table, tie = related_join(owner, scope, related)
    condition, filter_scope = related_filter(owner, related)
    filtered = _compile_all(condition, filter_scope)
    return _some(table, related.alias, [Fragment(tie), _visible(related), filtered, test])


def _visible(scope: Scope) -> Fragment:
    """Related records that the actor may not view are as good as not there."""
    sight = scope.env.sight_of(scope.schema) if scope.env.sight_of else None
    rows = sight.rows(scope.alias) if sight else None
    return TRUE if rows is None else Fragment(f"({rows.text})", rows.params)


def _some(table: str, alias: str, tests: list[Fragment]) -> Fragment:
    where = join(" AND ", [test for test in tests if test is not TRUE])
    return Fragment(f"EXISTS (SELECT FROM {table} {alias} WHERE {where.text})", where.params)


def _bare(comparison: Comparison) -> Comparison:
    """The same about the related record itself: ``関連.金額 > 0`` becomes ``金額 > 0``."""
    return replace(comparison, field=FieldName(comparison.field.code))


def _stripped(expr: Expr) -> Expr:
    if isinstance(expr, Comparison):
        return _bare(expr)
    return replace(expr, terms=tuple(_stripped(term) for term in expr.terms))
