"""What a form is told while it is filled is what saving says."""

from __future__ import annotations

import time

import pytest
from django.db import transaction

from tests.access.rules import field_rule
from tests.api.digest import digest
from tests.conftest import AnApp
from tests.record.asking import add_one, change, line, problems, read, refusal, wire
from tests.record.test_lookups import KEY, lookup
from urakata.journal.models import JournalEntry
from urakata.kernel.errors import UrakataError
from urakata.record import files
from urakata.record.trial import foresee

OPTIONS = {"options": {"甲": {"label": "甲", "index": 0}}}
WRONG = {
    "SINGLE_LINE_TEXT": ["あ\ud83d", ["甲"]],
    "MULTI_LINE_TEXT": ["\ud83d", {"a": 1}],
    "RICH_TEXT": [7, "\ude00"],
    "LINK": ["javascript:alert(1)", "ここ"],
    "NUMBER": ["千二百", "1" * 40, "1e400", True],
    "CHECK_BOX": [["丁"], "甲"],
    "MULTI_SELECT": [["甲", "丁"]],
    "RADIO_BUTTON": ["丁"],
    "DROP_DOWN": ["丁", ["甲"]],
    "DATE": ["2026-02-30", "きのう"],
    "TIME": ["25:00"],
    "DATETIME": ["2026-01-01"],
    "USER_SELECT": [[{"code": "nobody"}], "sato"],
    "ORGANIZATION_SELECT": [[{"code": "nowhere"}]],
    "GROUP_SELECT": [[{"code": "none"}]],
    "FILE": [[{"fileKey": "x"}], [{"fileKey": "5d1ccd0c-3a0b-4c0b-b7c9-0123456789ab"}]],
}
TAKEN = [("NUMBER", "千二百"), ("RICH_TEXT", 7), ("DATETIME", "2026-01-01")]  #: in some place


def attempt(actor, app, record_id=None, **values):
    with transaction.atomic():
        return foresee(actor=actor, app=app, row=wire(values), record_id=record_id)


def told(foreseen):
    found = {}
    for problem in foreseen.problems:
        found.setdefault(problem.at, []).append(problem.text.ja)
    return found


def shown(foreseen):
    return {code: cell["value"] for code, cell in foreseen.values.items()}


def words(call):
    """What is said of a record, whether it is answered or refused."""
    try:
        with transaction.atomic():
            answer = call()
    except UrakataError as error:
        return {problem.text.ja for problem in error.problems} or {error.text.ja}
    return {problem.text.ja for problem in answer} if isinstance(answer, tuple) else set()


@pytest.mark.parametrize(("key", "value"), [(k, v) for k, each in WRONG.items() for v in each])
@pytest.mark.parametrize("is_in_table", [False, True])
def test_every_wrong_value_of_every_type_is_told_as_saving_tells_it(
    an_app: AnApp, suzuki, key, value, is_in_table
):
    field = {"type": key, **(OPTIONS if key in {"CHECK_BOX", "MULTI_SELECT", "RADIO_BUTTON", "DROP_DOWN"} else {})}  # fmt: skip
    app = an_app(
        {"表": {"type": "SUBTABLE", "fields": {"項目": field}}} if is_in_table else {"項目": field}
    )
    record = {"表": [line(項目=value)]} if is_in_table else {"項目": value}

    found = words(lambda: attempt(suzuki, app, **record).problems)

    assert found == words(lambda: add_one(suzuki, app, **record))
    assert found or (key, value) in TAKEN


def test_calculated_copied_numbered_and_default_values_are_shown_and_nothing_is_written(
    an_app: AnApp, sato, suzuki
):
    master = an_app({"コード": KEY, "単価": "NUMBER", "在庫": "NUMBER"}, name="商品")
    add_one(sato, master, コード="A", 単価="1200", 在庫="7")
    app = an_app(
        {
            "番号": {"type": "SINGLE_LINE_TEXT", "numbering": {"pattern": "R-{seq:4}", "gapFree": True}},
            "商品": {"type": "SINGLE_LINE_TEXT", "lookup": lookup(master, "コード", [("価格", "単価")])},
            "棚": {"type": "SINGLE_LINE_TEXT", "lookup": lookup(master, "コード", [("残り", "在庫")], "LIVE")},
            "残り": "NUMBER",
            "価格": "NUMBER",
            "数": {"type": "NUMBER", "defaultValue": "3"},
            "計": {"type": "CALC", "expression": "価格 * 数 + SUM(額)"},
            "表": {"type": "SUBTABLE", "fields": {"量": "NUMBER", "額": {"type": "CALC", "expression": "量 * 10"}}},
        }
    )  # fmt: skip
    before = digest()

    foreseen = attempt(suzuki, app, 商品="A", 棚="A", 表=[line(量="2"), line(量="5")])

    assert shown(foreseen) == {
        "番号": "R-0001",
        "価格": "1200",
        "残り": "7",
        "数": "3",
        "計": "3670",
        "表": [
            {"id": None, "value": {"額": {"type": "CALC", "value": "20"}}},
            {"id": None, "value": {"額": {"type": "CALC", "value": "50"}}},
        ],
    }
    assert (foreseen.problems, foreseen.revision, digest()) == ((), 0, before)
    id_ = add_one(suzuki, app, 商品="A", 棚="A", 表=[line(量="2"), line(量="5")])
    saved = read(suzuki, app, id_)
    assert (saved["番号"], saved["計"]) == ("R-0001", "3670")
    assert shown(attempt(suzuki, app))["番号"] == "R-0002"


def test_a_change_is_laid_over_what_is_there_and_locks_nobody_out(an_app: AnApp, suzuki):
    fields = {"単価": "NUMBER", "数": "NUMBER", "計": {"type": "CALC", "expression": "単価 * 数"}}
    app = an_app(fields)
    id_ = add_one(suzuki, app, 単価="100", 数="2")

    foreseen = attempt(suzuki, app, id_, 数="5")

    assert (shown(foreseen), foreseen.revision) == ({"計": "500"}, 1)
    assert read(suzuki, app, id_)["計"] == "200"


def test_a_look_up_that_finds_nothing_is_told_at_its_place_with_all_the_rest(
    an_app: AnApp, sato, suzuki
):
    master = an_app({"コード": KEY, "単価": "NUMBER"}, name="商品")
    app = an_app(
        {
            "商品": {"type": "SINGLE_LINE_TEXT", "lookup": lookup(master, "コード", [])},
            "件名": {"type": "SINGLE_LINE_TEXT", "required": True},
        }
    )

    found = told(attempt(suzuki, app, 商品="Z"))

    assert [*found] == ["record.商品.value", "record.件名.value"]
    assert refusal(lambda: add_one(suzuki, app, 商品="Z")) == "GAIA_LO04"


def test_a_unique_value_of_another_record_is_told_and_ones_own_is_not(an_app: AnApp, suzuki):
    app = an_app({"番号": KEY})
    id_ = add_one(suzuki, app, 番号="1")
    add_one(suzuki, app, 番号="2")

    assert told(attempt(suzuki, app, id_, 番号="1")) == {}
    assert told(attempt(suzuki, app, id_, 番号="2")) == problems(
        lambda: change(suzuki, app, id_, 番号="2")
    )


def test_what_one_may_not_see_is_not_in_it_and_what_one_may_not_do_is_refused(
    an_app: AnApp, suzuki, with_access
):
    fields = {
        "月給": "NUMBER",
        "年収": {"type": "CALC", "expression": "月給 * 12"},
        "評価": "NUMBER",
    }
    rules = [field_rule(code, ("USER", "sato", "WRITE")) for code in ("年収", "評価")]
    app = with_access(an_app(fields), fields=rules)

    assert shown(attempt(suzuki, app, 月給="10")) == {}
    assert refusal(lambda: attempt(suzuki, app, 評価="1")) == "GAIA_FU01"


def test_reading_out_of_a_sensitive_app_is_told(an_app: AnApp, sato, suzuki):
    master = an_app({"コード": KEY, "単価": "NUMBER"}, name="商品", sensitive=True)
    add_one(sato, master, コード="A", 単価="1200")
    key = {"type": "SINGLE_LINE_TEXT", "lookup": lookup(master, "コード", [("価格", "単価")])}
    app = an_app({"商品": key, "価格": "NUMBER"})
    before = JournalEntry.objects.count()

    attempt(suzuki, app, 商品="A")

    kinds = JournalEntry.objects.order_by("id").values_list("kind", flat=True)
    assert [*kinds[before:]] == ["record.read"]


def test_files_of_others_are_told_and_ones_own_are_not(an_app: AnApp, sato, suzuki):
    app = an_app({"資料": "FILE"})
    key = files.upload(actor=sato, chunks=[b"x"], name="a.txt", content_type="text/plain")

    assert told(attempt(sato, app, 資料=[{"fileKey": key}])) == {}
    assert [*told(attempt(suzuki, app, 資料=[{"fileKey": key}]))] == ["record.資料.value"]


def test_fifty_fields_are_answered_within_thirty_milliseconds(an_app: AnApp, suzuki):
    fields = {f"数{n}": {"type": "NUMBER", "required": True} for n in range(40)}
    fields |= {f"計{n}": {"type": "CALC", "expression": f"数{n} * 2"} for n in range(10)}
    app = an_app(fields)
    values = {f"数{n}": str(n) for n in range(40)}
    attempt(suzuki, app, **values)

    took = []
    for _ in range(5):
        start = time.perf_counter()
        attempt(suzuki, app, **values)
        took.append(time.perf_counter() - start)

    assert min(took) < 0.03
