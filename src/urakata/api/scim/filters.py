"""SCIM's filters (RFC 7644 §3.4.2.2) as conditions of the directory."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from scim2_models import InvalidFilterException, Resource, ScimFilter
from scim2_models.path import (
    AttributeBinding,
    Comparison,
    FilterVisitor,
    LogicalExpr,
    LogicalOperator,
    Present,
    ValuePath,
    coerce_value,
)
from scim2_models.path import Not as Negation

from urakata.api.scim.identity import read_id
from urakata.api.scim.shapes import FullUser, Group
from urakata.directory.provisioning.conditions import (
    Both,
    Condition,
    Either,
    Not,
    Operator,
    Test,
)

_COLUMNS: Final[Mapping[Any, Mapping[str, tuple[str, ...]]]] = {
    FullUser: {
        "id": ("pk:u",),
        "external_id": ("external_id",),
        "user_name": ("code",),
        "display_name": ("name",),
        "name.family_name": ("sur_name",),
        "name.given_name": ("given_name",),
        "active": ("is_active",),
        "preferred_language": ("locale",),
        "emails.value": ("email",),
        "phone_numbers.value": ("phone", "mobile_phone"),
        "groups.value": ("groups:g",),
        "employee_number": ("employee_number",),
        "family_name_reading": ("sur_name_reading",),
        "given_name_reading": ("given_name_reading",),
        "organization": ("primary_organization__code",),
        "meta.created": ("created_at",),
        "meta.last_modified": ("updated_at",),
    },
    Group: {
        "id": ("pk:g",),
        "external_id": ("external_id",),
        "display_name": ("name",),
        "members.value": ("user:u",),
    },
}
"""Columns by attribute; a column of ids is told with their letter."""
_KINDS: Final = ("work", "mobile")  #: of a column of several, in their order
NOTHING: Final = Either(())
EVERYTHING: Final = Both(())


def read_filter(text: str | None, model: type[Resource[Any]]) -> Condition | None:
    """The condition a filter stands for. Raises `InvalidFilterException`."""
    if not text:
        return None
    bound = ScimFilter[model](text)  # type: ignore[valid-type]
    return _Translator(bound, _COLUMNS[model]).visit(bound.ast)


class _Translator(FilterVisitor[Condition]):
    """Of a whole resource."""

    def __init__(self, bound: ScimFilter[Any], columns: Mapping[str, tuple[str, ...]]) -> None:
        self._bound = bound
        self._columns = columns

    def visit_comparison(self, node: Comparison) -> Condition:
        found = self._bound.resolve_comparison(node.attr_path)
        columns = self._found(found)
        value = coerce_value(found, node.value, node.op) if found else None
        operator: Operator = node.op.value
        if ":" in columns[0]:
            return _by_id(columns[0], operator, value)
        exact = bool(found and found.case_exact)
        return Test(columns, operator, _plain(value), is_exact=exact)

    def visit_present(self, node: Present) -> Condition:
        return _present(self._found(self._bound.resolve(node.attr_path)))

    def visit_not(self, node: Negation) -> Condition:
        return Not(self.visit(node.expr))

    def visit_logical_expr(self, node: LogicalExpr) -> Condition:
        terms = [self.visit(term) for term in node.terms]
        return Both(terms) if node.op == LogicalOperator.and_ else Either(terms)

    def visit_value_path(self, node: ValuePath) -> Condition:
        """``emails[type eq "work" and value co "@example.jp"]``: one of those we keep fits."""
        found = self._bound.resolve(node.attr_path)
        columns = self._columns.get(f"{found.field_name if found else ''}.value")
        if columns is None:
            raise InvalidFilterException(detail=f"Cannot filter on {node.attr_path}")
        return Either(
            [
                Both([_present((column,)), _OfOne(column, kind).visit(node.val_filter)])
                for column, kind in zip(columns, _KINDS, strict=False)
            ]
        )

    def _found(self, binding: AttributeBinding | None) -> tuple[str, ...]:
        name = binding.field_name if binding else ""
        if binding and binding.sub_field_name:
            name = f"{name}.{binding.sub_field_name}"
        columns = self._columns.get(name) or self._columns.get(f"{name}.value")
        if columns is None:
            raise InvalidFilterException(detail=f"Cannot filter on {name or 'this attribute'}")
        return columns


class _OfOne(FilterVisitor[Condition]):
    """Of one of several values: its column, and the kind that it is always of."""

    def __init__(self, column: str, kind: str) -> None:
        self._column = column
        self._kind = kind

    def visit_comparison(self, node: Comparison) -> Condition:
        attribute = node.attr_path.attr.lower()
        operator: Operator = node.op.value
        if attribute == "type" and operator in {"eq", "ne"}:
            is_so = (str(node.value).lower() == self._kind) == (operator == "eq")
            return EVERYTHING if is_so else NOTHING
        if attribute != "value":
            raise InvalidFilterException(detail=f"Cannot filter on {node.attr_path}")
        if ":" in self._column:
            return _by_id(self._column, operator, node.value)
        return Test((self._column,), operator, _plain(node.value))

    def visit_present(self, node: Present) -> Condition:
        return EVERYTHING if node.attr_path.attr.lower() in {"value", "type"} else NOTHING

    def visit_not(self, node: Negation) -> Condition:
        return Not(self.visit(node.expr))

    def visit_logical_expr(self, node: LogicalExpr) -> Condition:
        terms = [self.visit(term) for term in node.terms]
        return Both(terms) if node.op == LogicalOperator.and_ else Either(terms)

    def visit_value_path(self, node: ValuePath) -> Condition:
        raise InvalidFilterException(detail=f"Cannot filter on {node}")


def _present(columns: tuple[str, ...]) -> Condition:
    return Test([name.partition(":")[0] for name in columns], "pr")


def _by_id(column: str, operator: Operator, value: object) -> Condition:
    """Ids are compared as wholes: what is none of ours fits nobody."""
    name, _, letter = column.partition(":")
    id_ = read_id(str(value), letter)
    if operator not in {"eq", "ne"}:
        raise InvalidFilterException(detail="An id can only be equal or not")
    test: Condition = NOTHING if id_ is None else Test((name,), "eq", id_)
    return Not(test) if operator == "ne" else test


def _plain(value: object) -> str | bool | int | datetime | None:
    if value is None or isinstance(value, bool | int | datetime):
        return value
    return str(value)
