"""Whatever road changes people, the database keeps who was where; and a snapshot of any day tells it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.directory.days import TODAY
from urakata.directory import services, units
from urakata.directory.actors import system_actor
from urakata.directory.models import Membership, OrganizationEra, PersonEra, Tenure, User
from urakata.directory.people import Snapshot, snapshot, snapshot_on
from urakata.directory.tenures import effective_on, stays_of

pytestmark = pytest.mark.django_db

A_YEAR_AGO = TODAY - timedelta(days=365)
LAST_MONTH = TODAY - timedelta(days=30)


@pytest.fixture
def old(request: pytest.FixtureRequest, db: None) -> dict[str, int]:
    """The company as it has been for a year."""
    with effective_on(A_YEAR_AGO):
        company: dict[str, int] = request.getfixturevalue("company")
    return company


def places(people: Snapshot, user: int) -> list[tuple[str, str]]:
    found = []
    for post in people.posts_of(user):
        title = people.titles.get(post.title_id or 0)
        unit = people.organizations[post.organization_id]
        found.append((unit.code, title.code if title else ""))
    return sorted(found)


def test_a_move_ends_one_stay_and_begins_another(old: dict[str, int]):
    with effective_on(LAST_MONTH):
        units.add_members(actor=system_actor(), organization="ga", users=["sato"])
        units.remove_members(actor=system_actor(), organization="sales", users=["sato"])

    codes = {unit.id: unit.code for unit in snapshot().organizations.values()}
    told = [(codes[s.organization_id], s.since, s.until) for s in stays_of(old["sato"])]
    assert told == [("sales", A_YEAR_AGO, LAST_MONTH), ("ga", LAST_MONTH, None)]


def test_a_day_of_the_past_shows_places_titles_parents_and_names_of_then(old: dict[str, int]):
    system, sato = system_actor(), old["sato"]
    with effective_on(LAST_MONTH):
        units.add_members(actor=system, organization="sales", users=["sato"])  # no title any more
        units.move_organization(actor=system, code="sales1", parent="ga")
        services.update_user(actor=system, code="suzuki", changes={"primary_organization": "ga"})
        services.disable_user(actor=system, code="tanaka")

    then, now = snapshot_on(LAST_MONTH - timedelta(days=1)), snapshot_on(LAST_MONTH)
    sales, sales1, ga = (then.find("organization", c) or 0 for c in ("sales", "sales1", "ga"))
    assert (places(then, sato), places(now, sato)) == ([("sales", "manager")], [("sales", "")])
    assert (then.organizations[sales1].parent_id, now.organizations[sales1].parent_id) == (
        sales,
        ga,
    )
    suzuki = [people.user(old["suzuki"]) for people in (then, now)]
    assert [each and each.primary_organization_id for each in suzuki] == [sales1, ga]
    tanaka = [people.only_active([old["tanaka"]]) for people in (then, now)]
    assert tanaka == [[old["tanaka"]], []]
    assert snapshot_on(TODAY) is snapshot()


def test_rows_written_past_the_services_are_kept_too(old: dict[str, int]):
    unit = snapshot().find("organization", "ga")
    Membership.objects.filter(user_id=old["sato"]).update(title=None)
    Membership.objects.create(user_id=old["tanaka"], organization_id=unit)
    Membership.objects.filter(user_id=old["suzuki"]).delete()
    User.objects.filter(pk=old["sato"]).update(manager_id=old["suzuki"])

    open_ones = Tenure.objects.filter(valid_to=None)
    assert set(open_ones.values_list("user_id", "title_id")) == {
        (old["sato"], None),
        (old["tanaka"], None),
    }
    eras = PersonEra.objects.filter(user_id=old["sato"]).order_by("valid_from")
    assert list(eras.values_list("manager_id", "valid_from", "valid_to")) == [
        (None, A_YEAR_AGO, TODAY),
        (old["suzuki"], TODAY, None),
    ]


def test_what_changes_twice_in_a_day_is_kept_as_it_ends(old: dict[str, int]):
    system = system_actor()
    units.move_organization(actor=system, code="sales1", parent="ga")
    units.move_organization(actor=system, code="sales1", parent=None)

    unit = snapshot().find("organization", "sales1")
    eras = OrganizationEra.objects.filter(organization_id=unit).order_by("valid_from")
    assert list(eras.values_list("valid_from", "valid_to")) == [
        (A_YEAR_AGO, TODAY),
        (TODAY, None),
    ]
    assert eras[1].parent_id is None


def test_before_the_first_known_day_the_first_known_is_told(old: dict[str, int]):
    assert places(snapshot_on(date(2001, 4, 1)), old["sato"]) == [("sales", "manager")]


def test_a_day_is_read_once_until_people_change(old: dict[str, int]):
    first = snapshot_on(LAST_MONTH)
    assert snapshot_on(LAST_MONTH) is first

    services.update_user(actor=system_actor(), code="sato", changes={"name": "佐藤花子"})

    assert snapshot_on(LAST_MONTH) is not first


MOVES = st.lists(
    st.tuples(
        st.integers(0, 3),  # days since the move before
        st.sampled_from(["sato", "suzuki", "tanaka"]),
        st.sampled_from(["sales", "sales1", "ga"]),
        st.sampled_from(["manager", None, "out"]),
    ),
    max_size=12,
)


@given(MOVES)
@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_every_day_shows_what_a_simple_model_remembers(
    old: dict[str, int], moves: list[tuple[int, str, str, str | None]]
):
    before, model = TODAY - timedelta(days=60), {}
    day = before
    present = {user: dict(places(snapshot(), old[user])) for user in old}
    last = {user: dict(posts) for user, posts in present.items()}
    Tenure.objects.all().delete()
    with effective_on(A_YEAR_AGO):
        held = list(Membership.objects.values_list("user_id", "organization_id", "title_id"))
        Tenure.objects.bulk_create(
            [
                Tenure(user_id=u, organization_id=o, title_id=t, valid_from=before)
                for u, o, t in held
            ]
        )
    model[day] = {user: dict(posts) for user, posts in last.items()}
    for pause, user, unit, title in moves:
        day += timedelta(days=pause)
        with effective_on(day):
            if title == "out":
                units.remove_members(actor=system_actor(), organization=unit, users=[user])
                last[user].pop(unit, None)
            else:
                units.add_members(
                    actor=system_actor(), organization=unit, users=[user], title=title
                )
                last[user][unit] = title or ""
        model[day] = {each: dict(posts) for each, posts in last.items()}

    for asked in (before + timedelta(days=n) for n in range(40)):
        latest = max(each for each in model if each <= asked)
        people = snapshot_on(asked)
        assert {user: dict(places(people, old[user])) for user in old} == model[latest]
