"""Fields that an app once had: what they were called, and who might see them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from urakata.definition.build import build_schema
from urakata.definition.models import App, AppVersion
from urakata.definition.schema import AppSchema, Field
from urakata.definition.shape import every_field


@dataclass(frozen=True, slots=True)
class FormerField:
    """A field as it last was, and the definition that had it."""

    field: Field
    schema: AppSchema


def former_fields(app_id: int, ids: Collection[int]) -> dict[int, FormerField]:
    """Deleted fields by id, each from the last version that had it."""
    missing = set(ids)
    found: dict[int, FormerField] = {}
    if not missing:
        return found
    creator_id = App.objects.values_list("creator_id", flat=True).get(pk=app_id)
    versions = AppVersion.objects.filter(app_id=app_id).order_by("-revision")
    for revision, document in versions.values_list("revision", "document").iterator(chunk_size=10):
        here = missing & {field["id"] for field, _ in every_field(document)}
        if not here:
            continue
        schema = build_schema(
            document,
            app_id=app_id,
            version=revision,
            name=document["name"],
            code=document["code"],
            creator_id=creator_id,
        )
        found |= {id_: FormerField(schema.by_id[id_], schema) for id_ in here}
        missing -= here
        if not missing:
            break
    return found
