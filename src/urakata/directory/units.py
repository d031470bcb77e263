"""Every write about what people belong to: organizations, titles, groups, and who is in them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from urakata.directory import checks, epochs
from urakata.directory.actor import Actor
from urakata.directory.chronicle import told
from urakata.directory.models import Group, Membership, Organization, Title, User
from urakata.kernel import rules
from urakata.kernel.errors import Invalid, Problem, invalid


@dataclass(frozen=True, slots=True)
class NewOrganization:
    """An organization to be, within `parent` (a code, of one before it in the list also)."""

    code: str
    name: str
    parent: str | None = None
    description: str = ""


@dataclass(frozen=True, slots=True)
class NewNamed:
    """A title or a group to be."""

    code: str
    name: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class NewTitle(NewNamed):
    """A title to be that says how high it stands: 1 is the highest."""

    rank: int | None = None


def create_organization(*, actor: Actor, organization: NewOrganization) -> int:
    """Add one organization; answers the id."""
    return create_organizations(actor=actor, organizations=[organization])[0]


@transaction.atomic
def create_organizations(*, actor: Actor, organizations: Sequence[NewOrganization]) -> list[int]:
    """Add organizations, all or none, parents before those within them; answers their ids."""
    checks.require_administrator(actor)
    _check_names("organizations", organizations, Organization.objects.all())
    listed = {new.code for new in organizations}
    known: dict[str, Organization] = dict(
        organizations_by_code({new.parent for new in organizations if new.parent} - listed)
    )
    with told(actor, "organization") as ids:
        for n, new in enumerate(organizations):
            if new.parent and new.parent not in known:
                raise invalid(f"organizations[{n}].parent", rules.A_LOOP)
            row = Organization(
                code=new.code,
                name=new.name,
                description=new.description,
                parent=known[new.parent] if new.parent else None,
            )
            row.save(force_insert=True)
            known[new.code] = row
            ids.append(row.pk)
    epochs.bump("directory")
    return ids


@transaction.atomic
def move_organization(*, actor: Actor, code: str, parent: str | None) -> None:
    """Put an organization, with all within it, into another one (None: at the top)."""
    checks.require_administrator(actor)
    rows = {
        row.code: row for row in Organization.objects.select_for_update(no_key=True).order_by("id")
    }
    for wanted in (code, parent):
        if wanted is not None and wanted not in rows:
            raise checks.unknown("GAIA_IL28", wanted)
        if wanted is not None and rows[wanted].is_closed:
            raise checks.unknown("UR_DG32", wanted)
    by_id = {row.pk: row for row in rows.values()}
    above = rows[parent] if parent is not None else None
    while above is not None:
        if above.code == code:
            raise invalid("parent", rules.A_LOOP)
        above = by_id.get(above.parent_id or 0)
    with told(actor, "organization", [rows[code].pk]):
        rows[code].parent = rows[parent] if parent is not None else None
        rows[code].save(update_fields=["parent"])
    epochs.bump("directory")


@transaction.atomic
def create_titles(*, actor: Actor, titles: Sequence[NewNamed]) -> list[int]:
    """Add titles (役職), all or none; answers their ids."""
    checks.require_administrator(actor)
    _check_names("titles", titles, Title.objects.all())
    with told(actor, "title") as ids:
        rows = Title.objects.bulk_create([_title(f"titles[{n}]", t) for n, t in enumerate(titles)])
        ids += [row.pk for row in rows]
    epochs.bump("directory")
    return ids


def _title(at: str, new: NewNamed) -> Title:
    rank = new.rank if isinstance(new, NewTitle) else None
    return Title(
        code=new.code,
        name=new.name,
        description=new.description,
        rank=checks.check_rank(f"{at}.rank", rank),
    )


@transaction.atomic
def set_ranks(*, actor: Actor, ranks: Mapping[str, int | None]) -> None:
    """Say how high titles stand, by code: 1 is the highest; several may be as high."""
    checks.require_administrator(actor)
    rows = titles_by_code(ranks.keys())
    with told(actor, "title", [row.pk for row in rows.values()]):
        for code, row in rows.items():
            row.rank = checks.check_rank(f"ranks.{code}", ranks[code])
        Title.objects.bulk_update(rows.values(), ["rank"])
    epochs.bump("directory")


def create_title(*, actor: Actor, title: NewNamed) -> int:
    """Add one title; answers the id."""
    return create_titles(actor=actor, titles=[title])[0]


@transaction.atomic
def create_groups(*, actor: Actor, groups: Sequence[NewNamed]) -> list[int]:
    """Add groups, all or none; answers their ids."""
    checks.require_administrator(actor)
    _check_names("groups", groups, Group.objects.all())
    with told(actor, "group") as ids:
        rows = Group.objects.bulk_create(
            [Group(code=g.code, name=g.name, description=g.description) for g in groups]
        )
        ids += [row.pk for row in rows]
    epochs.bump("directory")
    return ids


def create_group(*, actor: Actor, group: NewNamed) -> int:
    """Add one group; answers the id."""
    return create_groups(actor=actor, groups=[group])[0]


@transaction.atomic
def add_members(
    *, actor: Actor, organization: str, users: Sequence[str], title: str | None = None
) -> None:
    """Put users into an organization with a title; those already in it get the title."""
    checks.require_administrator(actor)
    unit = organizations_by_code({organization})[organization]
    post = titles_by_code({title})[title] if title else None
    with told(actor, "person", _ids(users)) as ids:
        Membership.objects.bulk_create(
            [Membership(user_id=id_, organization=unit, title=post) for id_ in ids],
            update_conflicts=True,
            unique_fields=["user", "organization"],
            update_fields=["title"],
        )
    epochs.bump("directory")


@transaction.atomic
def remove_members(*, actor: Actor, organization: str, users: Sequence[str]) -> None:
    """Take users out of an organization; it is nobody's primary one any more among them."""
    checks.require_administrator(actor)
    unit = organizations_by_code({organization})[organization]
    with told(actor, "person", _ids(users)) as ids:
        Membership.objects.filter(organization=unit, user_id__in=ids).delete()
        User.objects.filter(pk__in=ids, primary_organization=unit).update(primary_organization=None)
    epochs.bump("directory")


@transaction.atomic
def add_to_group(*, actor: Actor, group: str, users: Sequence[str]) -> None:
    """Put users into a group; ``Administrators`` may set up everything."""
    checks.require_administrator(actor)
    checks.refuse_built_in("group", group)
    row = groups_by_code({group})[group]
    through = User.groups.through
    with told(actor, "person", _ids(users)) as ids:
        through.objects.bulk_create(
            [through(user_id=id_, group_id=row.pk) for id_ in ids], ignore_conflicts=True
        )
    epochs.bump("directory")


@transaction.atomic
def remove_from_group(*, actor: Actor, group: str, users: Sequence[str]) -> None:
    """Take users out of a group."""
    checks.require_administrator(actor)
    checks.refuse_built_in("group", group)
    row = groups_by_code({group})[group]
    with told(actor, "person", _ids(users)) as ids:
        User.groups.through.objects.filter(group_id=row.pk, user_id__in=ids).delete()
    epochs.bump("directory")


def organizations_by_code(codes: Collection[str]) -> Mapping[str, Organization]:
    """Organizations by code; raises `Invalid` when one is missing (``GAIA_IL28``) or closed."""
    found = {row.code: row for row in Organization.objects.filter(code__in=checks.storable(codes))}
    _refuse_missing("GAIA_IL28", codes, found)
    for code, row in found.items():
        if row.is_closed:
            raise checks.unknown("UR_DG32", code)
    return found


def titles_by_code(codes: Collection[str]) -> Mapping[str, Title]:
    """Titles by code; raises `Invalid` when one is missing."""
    found = {row.code: row for row in Title.objects.filter(code__in=checks.storable(codes))}
    for code in codes:
        if code not in found:
            raise invalid("title", rules.UNKNOWN_TITLE.fill(code=code))
    return found


def groups_by_code(codes: Collection[str]) -> Mapping[str, Group]:
    """Groups by code; raises `Invalid` (``GAIA_IL27``) when one is missing."""
    found = {row.code: row for row in Group.objects.filter(code__in=checks.storable(codes))}
    _refuse_missing("GAIA_IL27", codes, found)
    return found


def _ids(codes: Sequence[str]) -> list[int]:
    rows = User.objects.filter(code__in=checks.storable(codes))
    found = dict(rows.values_list("code", "pk"))
    _refuse_missing("GAIA_IL26", codes, found)
    return [found[code] for code in dict.fromkeys(codes)]


def _refuse_missing(error: str, codes: Collection[str], found: Mapping[str, object]) -> None:
    for code in codes:
        if code not in found:
            raise checks.unknown(error, code)


def _check_names(
    at: str,
    rows: Sequence[NewOrganization | NewNamed],
    existing: QuerySet[Organization] | QuerySet[Title] | QuerySet[Group],
) -> None:
    """Codes and names that may be written, and no code that is taken."""
    codes = [row.code for row in rows]
    taken = existing.filter(code__in=checks.storable(codes))
    there = set(taken.values_list("code", flat=True))
    problems = []
    for n, row in enumerate(rows):
        checks.check_code(f"{at}[{n}].code", row.code)
        checks.check_name(f"{at}[{n}].name", row.name)
        checks.check_text(f"{at}[{n}].description", row.description, 10_000)
        if row.code in there or row.code in codes[:n]:
            problems.append(Problem(f"{at}[{n}].code", rules.TAKEN))
    if problems:
        raise Invalid("CB_VA01", problems=problems)
