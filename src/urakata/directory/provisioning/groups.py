"""Groups as an identity provider keeps them. ``everyone`` has no members of its own: it is not shown."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from urakata.directory import checks, epochs
from urakata.directory.actor import Actor
from urakata.directory.built_in import ADMINISTRATOR, EVERYONE
from urakata.directory.chronicle import told
from urakata.directory.models import Group, User
from urakata.directory.provisioning.conditions import Condition, compile_condition
from urakata.directory.provisioning.privileges import PRIVILEGED, refuse_privileged_group
from urakata.kernel import rules
from urakata.kernel.errors import Conflict, Forbidden, NotFound, invalid


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """What a provider says about a group: the whole of it."""

    name: str
    external_id: str = ""
    members: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class ProvisionedGroup:
    """A group as a provider sees it."""

    id: int
    facts: GroupFacts
    members: Sequence[int]  #: in the order of their ids


def find_groups(
    *,
    actor: Actor,
    where: Condition | None = None,
    offset: int = 0,
    limit: int = 100,
    with_members: bool = True,
) -> tuple[int, list[ProvisionedGroup]]:
    """How many there are, and a page of them in the order of their ids."""
    checks.require_administrator(actor)
    rows = _present()
    if where is not None:
        rows = rows.filter(pk__in=rows.filter(compile_condition(where)).values("pk"))
    page = list(rows.order_by("pk")[offset : offset + limit]) if limit else []
    members = _members([row.pk for row in page]) if with_members else {}
    return rows.count(), [_provisioned(row, members.get(row.pk, ())) for row in page]


def get_group(id_: int, *, actor: Actor, with_members: bool = True) -> ProvisionedGroup:
    """One of them. Raises `NotFound`."""
    checks.require_administrator(actor)
    row = _get(_present(), id_)
    return _provisioned(row, _members([row.pk]).get(row.pk, ()) if with_members else ())


@transaction.atomic
def create_group(facts: GroupFacts, *, actor: Actor) -> ProvisionedGroup:
    """Add a group; its code is its name, and stays when it is renamed.

    Raises `Conflict` (``UR_SC01``) when the name is taken, in whatever case it is written.
    """
    checks.require_administrator(actor)
    name = checks.check_name("displayName", facts.name)
    checks.check_code("displayName", facts.name)
    _refuse_taken(name)
    if Group.objects.filter(code__iexact=name).exists():
        raise Conflict("UR_SC01", code=name)
    with told(actor, "group") as ids:
        row = Group.objects.create(code=name, name=name, external_id=_external(facts))
        ids.append(row.pk)
    _set_members(row, facts.members, actor)
    epochs.bump("directory")
    return get_group(row.pk, actor=actor)


@transaction.atomic
def replace_group(
    id_: int, facts: GroupFacts, *, actor: Actor, may_administer: bool
) -> ProvisionedGroup:
    """Let a group be as the provider says.

    Raises `NotFound`, `Conflict`; `Forbidden` (``UR_SC02``) for a group that gives power.
    """
    checks.require_administrator(actor)
    row = _get(_present().select_for_update(no_key=True), id_)
    before = get_group(row.pk, actor=actor)
    if before.facts == facts:
        return before
    refuse_privileged_group(row.code, may_administer=may_administer)
    if facts.name != row.name:
        _refuse_renaming(row, facts.name)
    with told(actor, "group", [row.pk]):
        row.name, row.external_id = facts.name, _external(facts)
        row.save()
    _set_members(row, facts.members, actor)
    epochs.bump("directory")
    return get_group(row.pk, actor=actor)


@transaction.atomic
def remove_group(id_: int, *, actor: Actor) -> None:
    """Delete a group. The built-in ones stay (``UR_SC02``)."""
    checks.require_administrator(actor)
    row = _get(_present().select_for_update(no_key=True), id_)
    if row.code in PRIVILEGED:
        raise Forbidden("UR_SC02")
    _set_members(row, frozenset(), actor)
    with told(actor, "group", [row.pk]):
        row.delete()
    epochs.bump("directory")


def _present() -> QuerySet[Group]:
    return Group.objects.exclude(code=EVERYONE)


def _get(rows: QuerySet[Group], id_: int) -> Group:
    row = rows.filter(pk=id_).first()
    if row is None:
        raise NotFound("UR_SC03")
    return row


def _refuse_taken(name: str) -> None:
    if Group.objects.filter(name__iexact=name).exists():
        raise Conflict("UR_SC01", code=name)


def _refuse_renaming(row: Group, name: str) -> None:
    checks.check_name("displayName", name)
    if row.code in PRIVILEGED:
        raise Forbidden("UR_SC02")
    if name.casefold() != row.name.casefold():
        _refuse_taken(name)


def _external(facts: GroupFacts) -> str:
    return checks.check_text("externalId", facts.external_id, 255)


def _set_members(row: Group, wanted: Collection[int], actor: Actor) -> None:
    through = User.groups.through
    there = set(through.objects.filter(group_id=row.pk).values_list("user_id", flat=True))
    protected = set(User.objects.filter(code=ADMINISTRATOR).values_list("pk", flat=True))
    added, gone = set(wanted) - there, there - set(wanted) - protected
    if not added and not gone:
        return
    known = set(_people().filter(pk__in=added).values_list("pk", flat=True))
    if unknown := sorted(added - known):
        raise invalid("members", rules.UNKNOWN_MEMBER.fill(id=f"u{unknown[0]}"))
    with told(actor, "person", sorted(added | gone)):
        through.objects.filter(group_id=row.pk, user_id__in=gone).delete()
        through.objects.bulk_create([through(group_id=row.pk, user_id=id_) for id_ in added])


def _people() -> QuerySet[User]:
    return User.objects.filter(was_removed=False).exclude(code=ADMINISTRATOR)


def _members(group_ids: Collection[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    rows = User.groups.through.objects.filter(group_id__in=group_ids).order_by("user_id")
    rows = rows.filter(user__was_removed=False).exclude(user__code=ADMINISTRATOR)
    for group_id, user_id in rows.values_list("group_id", "user_id"):
        found.setdefault(group_id, []).append(user_id)
    return found


def _provisioned(row: Group, members: Sequence[int]) -> ProvisionedGroup:
    facts = GroupFacts(row.name, row.external_id, frozenset(members))
    return ProvisionedGroup(row.pk, facts, members)
