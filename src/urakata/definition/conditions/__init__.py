"""条件式: kintone's query language, one parser and one compiler to SQL for everybody who asks.

It knows syntax, fields and operators, and puts together the text of a ``WHERE``; it never runs it.
Below are the names that other packages use.
"""

from __future__ import annotations

from urakata.definition.conditions.columns import column_sql
from urakata.definition.conditions.compiler import compile_condition
from urakata.definition.conditions.environment import Env, Sight
from urakata.definition.conditions.order import compile_order
from urakata.definition.conditions.parser import parse_condition, parse_query, rename_field
from urakata.definition.conditions.syntax import (
    Expr,
    Query,
    Sort,
    asks_who,
    equality_columns,
    fields_in,
    show_condition,
    show_query,
)
from urakata.definition.conditions.window import check_window

__all__ = [
    "Env",
    "Expr",
    "Query",
    "Sight",
    "Sort",
    "asks_who",
    "check_window",
    "column_sql",
    "compile_condition",
    "compile_order",
    "equality_columns",
    "fields_in",
    "parse_condition",
    "parse_query",
    "rename_field",
    "show_condition",
    "show_query",
]
