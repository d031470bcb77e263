"""A condition in words, for those who do not read kintone's query language."""

from __future__ import annotations

from typing import Final

from urakata.definition.conditions.syntax import (
    AllOf,
    AnyOf,
    Call,
    Comparison,
    Expr,
    Value,
    show_value,
)
from urakata.definition.fields.base import Operator, People
from urakata.definition.in_words.date_functions import describe_function
from urakata.definition.in_words.parts import joined, put
from urakata.definition.schema import AppSchema, Field
from urakata.kernel.text import Text

_ONE: Final[dict[Operator, Text]] = {
    "=": Text("{field}が{value}", "{field} is {value}"),
    "!=": Text("{field}が{value}以外", "{field} is not {value}"),
    ">": Text("{field}が{value}より大きい", "{field} is greater than {value}"),
    "<": Text("{field}が{value}より小さい", "{field} is less than {value}"),
    ">=": Text("{field}が{value}以上", "{field} is {value} or more"),
    "<=": Text("{field}が{value}以下", "{field} is {value} or less"),
    "in": Text("{field}が{value}", "{field} is {value}"),
    "not in": Text("{field}が{value}以外", "{field} is not {value}"),
    "like": Text("{field}に{value}を含む", "{field} contains {value}"),
    "not like": Text("{field}に{value}を含まない", "{field} does not contain {value}"),
    "is empty": Text("{field}が空", "{field} is empty"),
    "is not empty": Text("{field}が空ではない", "{field} is not empty"),
}
_TIME: Final[dict[Operator, Text]] = {
    ">": Text("{field}が{value}より後", "{field} is after {value}"),
    "<": Text("{field}が{value}より前", "{field} is before {value}"),
    ">=": Text("{field}が{value}以降", "{field} is {value} or later"),
    "<=": Text("{field}が{value}以前", "{field} is {value} or earlier"),
}
_MANY: Final[dict[Operator, Text]] = {
    "in": Text("{field}が{value}のいずれか", "{field} is one of {value}"),
    "not in": Text("{field}が{value}のいずれでもない", "{field} is none of {value}"),
}
_CALLS: Final[dict[str, Text]] = {
    "LOGINUSER": Text("ログインしている人", "the person who is signed in"),
    "PRIMARY_ORGANIZATION": Text(
        "ログインしている人の優先する組織", "the main department of the person who is signed in"
    ),
}
_BLANK: Final = Text("（空）", "(empty)")


def describe_condition(expr: Expr | None, app: AppSchema, people: People) -> Text:
    """What the condition says, with labels for codes; of nothing, that it is about all records."""
    if expr is None:
        return Text("すべてのレコード", "all records")
    if isinstance(expr, Comparison):
        return _comparison(expr, app, people)
    terms = [
        _in_brackets(describe_condition(term, app, people))
        if isinstance(expr, AllOf) and isinstance(term, AnyOf)
        else describe_condition(term, app, people)
        for term in expr.terms
    ]
    joint = Text("、かつ", " and ") if isinstance(expr, AllOf) else Text("、または", ", or ")
    return _joined(joint, terms)


def _comparison(comparison: Comparison, app: AppSchema, people: People) -> Text:
    field = app.by_code.get(comparison.field.code)
    values = [_value(value, field, people) for value in comparison.values]
    sentences = _ONE
    if len(values) > 1:
        sentences = _MANY
    elif field is not None and field.type.kind in {"date", "time", "datetime"}:
        sentences = _ONE | _TIME
    return put(
        sentences[comparison.operator],
        field=field.label if field else str(comparison.field),
        value=joined(values),
    )


def _value(value: Value, field: Field | None, people: People) -> Text:
    if isinstance(value, Call):
        shown = show_value(value)
        return describe_function(value) or _CALLS.get(value.name, Text(shown, shown))
    if not value.text:
        return _BLANK
    text = value.text
    kind = field.type.people if field else None
    if kind is not None and (id_ := people.find(kind, text)) is not None:
        text = str(people.show(kind, id_)["name"])
    is_bare = field is not None and field.type.kind in {"number", "date", "time", "datetime"}
    return Text(text, text) if is_bare else Text(f"「{text}」", f'"{text}"')


def _joined(joint: Text, parts: list[Text]) -> Text:
    return Text(joint.ja.join(p.ja for p in parts), joint.en.join(p.en for p in parts))


def _in_brackets(text: Text) -> Text:
    return Text(f"（{text.ja}）", f"({text.en})")
