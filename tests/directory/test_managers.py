"""Who is above whom, in a company whose titles have ranks."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from urakata.directory import managers, services, units
from urakata.directory.actors import system_actor
from urakata.directory.managers import Found, Hop, holders_of_title, manager_of
from urakata.directory.people import Snapshot, snapshot
from urakata.kernel.errors import Invalid

pytestmark = pytest.mark.django_db

Named = Callable[[Found], list[str]]


@pytest.fixture
def house(db: None) -> None:
    """湊 leads all, 織田 the head office, 霧島 and 森田 its 総務部, where 永井 works; 売店 has nobody."""
    system = system_actor()
    units.create_titles(
        actor=system,
        titles=[
            units.NewTitle("kacho", "課長", rank=4),
            units.NewTitle("bucho", "部長", rank=3),
            units.NewTitle("torishimariyaku", "取締役", rank=2),
            units.NewTitle("shacho", "社長", rank=1),
            units.NewNamed("komon", "顧問"),
        ],
    )
    units.create_organizations(
        actor=system,
        organizations=[
            units.NewOrganization("all", "みなと商事"),
            units.NewOrganization("head", "管理本部", parent="all"),
            units.NewOrganization("somu", "総務部", parent="head"),
            units.NewOrganization("shop", "売店", parent="somu"),
        ],
    )
    posts: list[tuple[str, list[tuple[str, str | None]]]] = [
        ("minato", [("all", "shacho")]),
        ("oda", [("head", "torishimariyaku")]),
        ("kirishima", [("somu", "bucho")]),
        ("morita", [("somu", "kacho")]),
        ("nagai", [("somu", None)]),
        ("ueda", [("shop", None), ("head", "komon")]),
    ]
    services.create_users(
        actor=system, users=[services.NewUser(code, code, posts=post) for code, post in posts]
    )


def id_of(code: str, kind: str = "user") -> int:
    return snapshot().find(kind, code) or 0  # type: ignore[arg-type]


def codes(found: Found) -> list[str]:
    people = snapshot()
    return [str(people.show("user", id_)["code"]) for id_ in found.user_ids]


def above(code: str, levels: int = 1, unit: str | None = None) -> list[str]:
    organization = id_of(unit, "organization") if unit else None
    return codes(manager_of(snapshot(), id_of(code), levels, organization))


@pytest.mark.parametrize(
    ("code", "levels", "expected"),
    [
        ("nagai", 1, ["kirishima"]),
        ("nagai", 2, ["oda"]),
        ("nagai", 3, ["minato"]),
        ("morita", 1, ["kirishima"]),
        ("kirishima", 1, ["oda"]),
        ("minato", 1, []),
        ("nagai", 4, []),
    ],
)
def test_the_highest_title_of_the_organization_leads_it(
    house: None, code: str, levels: int, expected: list[str]
):
    assert above(code, levels) == expected


def test_the_way_tells_which_organizations_had_nobody(house: None):
    services.disable_user(actor=system_actor(), code="kirishima")
    services.disable_user(actor=system_actor(), code="morita")

    found = manager_of(snapshot(), id_of("ueda"))

    people, ueda = snapshot(), id_of("ueda")
    titles = {title.code: title.id for title in people.titles.values()}
    assert codes(found) == ["oda"]
    assert found.path == (
        Hop(ueda, id_of("shop", "organization"), None, ()),
        Hop(ueda, id_of("somu", "organization"), None, ()),
        Hop(ueda, id_of("head", "organization"), titles["torishimariyaku"], (id_of("oda"),)),
    )


def test_vacant_up_to_the_top_is_said(house: None):
    found = manager_of(snapshot(), id_of("minato"))

    assert (found.user_ids, found.trouble) == ((), "vacant")
    assert [hop.user_ids for hop in found.path] == [()]


def test_an_empty_post_is_passed_over_upwards(house: None):
    services.disable_user(actor=system_actor(), code="oda")

    assert above("kirishima") == ["minato"]


def test_the_manager_set_by_name_wins_until_they_leave(house: None):
    services.set_manager(actor=system_actor(), code="nagai", manager="ueda")
    assert above("nagai") == ["ueda"]
    assert manager_of(snapshot(), id_of("nagai")).path[0].organization_id is None
    assert above("nagai", 2) == ["kirishima"]

    services.disable_user(actor=system_actor(), code="ueda")
    assert above("nagai") == ["kirishima"]

    services.set_manager(actor=system_actor(), code="nagai", manager=None)
    assert snapshot().managers == {}


def test_another_organization_may_be_asked_for(house: None):
    assert above("ueda", unit="head") == ["oda"]
    assert above("minato", unit="somu") == []  # nobody there stands above the president
    assert above("nagai", unit="all") == ["minato"]


def test_two_who_are_equally_high_are_both_found(house: None):
    units.add_members(actor=system_actor(), organization="somu", users=["ueda"], title="bucho")

    assert above("nagai") == ["kirishima", "ueda"]
    assert above("nagai", 2) == ["oda"]
    assert above("ueda", unit="somu") == ["oda"]


def test_who_leads_two_levels_is_not_their_own_manager(house: None):
    units.add_members(actor=system_actor(), organization="somu", users=["oda"], title="bucho")
    services.disable_user(actor=system_actor(), code="kirishima")

    assert above("nagai") == ["oda"]
    assert above("nagai", 2) == ["minato"]


def test_titles_without_a_rank_come_after_the_others_in_the_order_of_their_making(house: None):
    units.create_title(actor=system_actor(), title=units.NewNamed("leader", "リーダー"))
    units.add_members(actor=system_actor(), organization="shop", users=["nagai"], title="leader")
    assert above("ueda", unit="shop") == ["nagai"]

    units.add_members(actor=system_actor(), organization="shop", users=["ueda"], title="komon")
    assert above("nagai", unit="shop") == ["ueda"]

    units.set_ranks(actor=system_actor(), ranks={"leader": 9})
    assert above("ueda", unit="shop") == ["nagai"]


def test_a_manager_may_not_be_oneself_nor_below_oneself(house: None):
    system = system_actor()
    services.set_manager(actor=system, code="nagai", manager="morita")
    services.set_manager(actor=system, code="morita", manager="ueda")

    with pytest.raises(Invalid) as own:
        services.set_manager(actor=system, code="ueda", manager="ueda")
    with pytest.raises(Invalid) as circle:
        services.set_manager(actor=system, code="ueda", manager="nagai")

    assert own.value.code == "UR_DG10"
    assert circle.value.code == "UR_DG11"
    assert circle.value.values == {"path": "ueda → nagai → morita → ueda"}
    assert id_of("ueda") not in snapshot().managers


class _Circular(Snapshot):
    """People of whom the database, by some other hand, says that they manage each other."""

    @property
    def managers(self) -> dict[int, int]:  # type: ignore[override]
        return {
            id_of("nagai"): id_of("morita"),
            id_of("morita"): id_of("ueda"),
            id_of("ueda"): id_of("morita"),
        }


def test_a_circle_of_managers_is_named_by_its_people(house: None):
    people = _Circular(0)

    found = manager_of(people, id_of("nagai"), 3)

    assert (found.user_ids, found.trouble) == ((), "cycle")
    assert found.circle == (id_of("morita"), id_of("ueda"))
    assert managers.circles_of_managers(people) == [(id_of("morita"), id_of("ueda"))]
    assert managers.circles_of_managers(snapshot()) == []


def test_a_title_is_looked_for_upwards_when_asked(house: None):
    people = snapshot()
    title = next(t.id for t in people.titles.values() if t.code == "bucho")
    shop, somu = id_of("shop", "organization"), id_of("somu", "organization")

    found = holders_of_title(people, title, shop)
    assert codes(found) == ["kirishima"]
    assert found.path == (Hop(None, shop, title, ()), Hop(None, somu, title, found.user_ids))
    assert holders_of_title(people, title, shop, climbing=False).trouble == "vacant"
    assert holders_of_title(people, title, id_of("all", "organization")).trouble == "vacant"
    assert holders_of_title(people, 0, shop).trouble == "unknown"
    assert manager_of(people, 0).trouble == "unknown"


def test_who_belongs_nowhere_has_no_manager(house: None):
    services.create_user(actor=system_actor(), user=services.NewUser("free", "自由"))

    found = manager_of(snapshot(), id_of("free"))

    assert (found.trouble, found.path) == ("vacant", ())


def test_a_rank_is_between_1_and_1000(house: None):
    with pytest.raises(Invalid):
        units.set_ranks(actor=system_actor(), ranks={"kacho": 0})

    assert {t.code: t.rank for t in snapshot().titles.values()} == {
        "kacho": 4,
        "bucho": 3,
        "torishimariyaku": 2,
        "shacho": 1,
        "komon": None,
    }
