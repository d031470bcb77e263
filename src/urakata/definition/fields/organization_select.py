"""組織選択 (ORGANIZATION_SELECT): organizations."""

from __future__ import annotations

from urakata.definition.fields.base import WriteContext
from urakata.definition.fields.people_select import PeopleSelect


class OrganizationSelect(PeopleSelect):
    """Organizations; at first perhaps the writer's own."""

    key = "ORGANIZATION_SELECT"
    widget = "organization-select"
    people = "organization"
    entity_types = ("ORGANIZATION",)
    function = "PRIMARY_ORGANIZATION()"

    def myself(self, context: WriteContext) -> int | None:
        return context.primary_organization_id
