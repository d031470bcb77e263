"""People over time from the command line."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.directory.conftest import company  # noqa: F401  # the same small company
from tests.directory.days import TODAY
from tests.directory.hearing import heard
from urakata.directory.models import OrganizationChange, PersonnelOrder, Title, User
from urakata.directory.people import snapshot
from urakata.main.cli.root import main

pytestmark = pytest.mark.usefixtures("company")
DAY = TODAY + timedelta(days=40)
PLAN = f"""
on: {DAY}
changes:
  - {{kind: OPEN, organization: plan, name: 企画部, parent: sales}}
  - {{kind: CLOSE, organization: sales1}}
orders:
  - {{kind: APPOINT, user: suzuki, organization: plan, title: manager}}
"""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["people", *arguments])


def prepare(folder: Path, text: str, *options: str) -> Result:
    file = folder / "plan.yaml"
    file.write_text(text, encoding="utf-8")
    return run("prepare", str(file), *options)


def kept() -> tuple[int, int]:
    return OrganizationChange.objects.count(), PersonnelOrder.objects.count()


def test_titles_are_ranked_and_shown():
    assert "3\tmanager\t課長" in run("ranks", "manager=3").output
    assert Title.objects.get(code="manager").rank == 3
    assert "-\tmanager\t課長" in run("ranks", "manager=-").output


@pytest.mark.parametrize(
    "given", ["manager", "manager=", "manager=x", "manager=0", "=1", "chief=1"]
)
def test_ranks_that_cannot_be_are_refused(given: str):
    assert run("ranks", given).exit_code == 1
    assert Title.objects.get(code="manager").rank is None


def test_managers_are_set_all_or_none_and_taken_back():
    assert "suzuki 鈴木\ttanaka 田中" in run("managers", "suzuki=tanaka").output

    assert run("managers", "tanaka=sato", "sato=suzuki").exit_code == 1
    assert list(User.objects.exclude(manager=None).values_list("code", flat=True)) == ["suzuki"]

    run("managers", "suzuki=-")
    assert not User.objects.exclude(manager=None).exists()
    assert [entry["after"]["manager"] for entry in heard("person.edit")] == ["tanaka", None]


def test_posts_are_shown_with_their_days_and_of_a_day():
    today = TODAY.isoformat()

    assert run("posts", "sato").output.splitlines()[1:] == [f"sales 営業部\t課長\t{today}\t-"]
    assert run("posts", "sato", "--on", today).output.splitlines()[1:] == [
        f"sales 営業部\t課長\t{today}\t-"
    ]
    assert run("posts", "nobody").exit_code == 1


def test_a_file_prepares_a_whole_reorganization_at_once(tmp_path: Path):
    assert prepare(tmp_path, PLAN, "--dry-run").exit_code == 0
    assert kept() == (0, 0)

    assert prepare(tmp_path, PLAN).exit_code == 0

    opening, closing = OrganizationChange.objects.order_by("pk")
    (order,) = PersonnelOrder.objects.all()
    assert run("plans").output.splitlines()[1:] == [
        f"C{opening.pk}\t{DAY}\t組織の新設\tplan\t企画部\tsales\t予定",
        f"C{closing.pk}\t{DAY}\t組織の閉鎖\tsales1\t\t\t予定",
        f"O{order.pk}\t{DAY}\t異動\tplan\tsuzuki\tmanager\t予定",
    ]
    assert len(heard("order.add")) == 3
    then = run("posts", "suzuki", "--on", DAY.isoformat()).output
    assert then.splitlines()[1:] == [f"plan 企画部\t課長\t{DAY}\t-"]
    assert snapshot().find("organization", "plan") is None


def test_what_is_prepared_is_taken_back(tmp_path: Path):
    prepare(tmp_path, PLAN)
    closing = OrganizationChange.objects.get(kind="CLOSE")
    opening = OrganizationChange.objects.get(kind="OPEN")

    assert run("cancel", f"C{opening.pk}").exit_code == 1  # the order needs it
    assert run("cancel", f"c{closing.pk}").exit_code == 0

    assert "取消" not in run("plans").output
    assert f"C{closing.pk}\t{DAY}\t組織の閉鎖\tsales1\t\t\t取消" in run("plans", "--past").output
    assert [run("cancel", number).exit_code for number in ("12", "X1", "O", "O999999")] == [1] * 4


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("orders: [{kind: LEAVE, user: sato, organization: sales}]", "orders[0].on"),
        (f"on: {DAY}\norders: [{{kind: GO, user: sato, organization: ga}}]", "orders[0].kind"),
        (f"on: {DAY}\norders: [{{kind: LEAVE, user: 12, organization: ga}}]", "orders[0].user"),
        (f"on: {DAY}\norders: [{{kind: LEAVE, user: sato}}]", "orders[0].organization"),
        (f"on: {DAY}\norders: [{{kind: LEAVE, who: sato, organization: ga}}]", "orders[0].who"),
        (f"on: {DAY}\norders: [sato]", "orders[0]"),
        (f"on: {DAY}\norders: sato", "orders"),
        (f"on: {DAY}\npeople: []", "people"),
        (f"on: {DAY}\nchanges: [{{kind: CLOSE, organization: sales1}}]", "changes[0]"),
        (f"on: {DAY}\norders: [{{kind: LEAVE, user: tanaka, organization: ga}}]", "orders[0]"),
        (
            "on: 2001-04-01\norders: [{kind: LEAVE, user: sato, organization: sales}]",
            "orders[0].on",
        ),
        (f"on: {DAY}", "orders"),
        ("[", "file"),
        ("一", "file"),
    ],
)
def test_a_file_that_cannot_be_keeps_nothing_and_says_where(tmp_path: Path, text: str, place: str):
    refused = prepare(tmp_path, text)

    assert refused.exit_code == 1
    assert f"  {place}: " in refused.output
    assert kept() == (0, 0)
