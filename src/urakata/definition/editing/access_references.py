"""Fields that the rules about rights name: they follow a rename, and go with their field."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from urakata.definition.shape import Document


def rules_of(document: Document, name: str) -> list[dict[str, Any]]:
    """One list of rules, empty where it was never set."""
    rules: list[dict[str, Any]] = (document.get("access") or {}).get(name) or []
    return rules


def rename_in_access(document: Document, renames: Mapping[str, str]) -> None:
    """Give the fields that rules name their new codes; conditions are renamed with the others."""
    for rule in rules_of(document, "fields"):
        rule["code"] = renames.get(rule["code"], rule["code"])
    for entity in _holders(document):
        entity["code"] = renames.get(entity["code"], entity["code"])


def forget_fields(document: Document, gone: Collection[str]) -> None:
    """Take away the rules about fields that are no more."""
    if rules := rules_of(document, "fields"):
        rules[:] = [rule for rule in rules if rule["code"] not in gone]


def _holders(document: Document) -> Iterator[dict[str, Any]]:
    for rule in (*rules_of(document, "records"), *rules_of(document, "fields")):
        for row in rule["entities"]:
            if row["entity"]["type"] == "FIELD_ENTITY":
                yield row["entity"]
