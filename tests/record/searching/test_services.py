from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import connection

from tests.record.searching.conftest import put
from urakata.directory.actor import Actor
from urakata.kernel.errors import Forbidden, Invalid, NotFound
from urakata.record import files, search_index
from urakata.record.adapters import ledger_cursor
from urakata.record.comments import add_comment
from urakata.record.file_texts import keeping
from urakata.record.models import FileText
from urakata.record.searching import record_hits, services
from urakata.record.searching.services import search_everything
from urakata.record.write import add_records

pytestmark = pytest.mark.django_db


def places(hits) -> list[tuple[str, str]]:
    return [(hit.id, hit.title) for hit in hits]


def marked(hit) -> str:
    return "".join(f"[{text}]" if is_found else text for text, is_found in hit.snippet)


def pages(actor, typed, kind, limit, **more):
    """Every hit of a kind, page by page."""
    after, found = "", []
    for _ in range(50):
        _, (group,) = search_everything(
            actor=actor, typed=typed, kinds=(kind,), limit=limit, after=after, **more
        )
        found.append([hit.id for hit in group.hits])
        if group.after is None:
            return found
        after = group.after
    raise AssertionError("it never ends")


def test_one_word_finds_all_kinds_of_things(sato, salaries, attach, find):
    one = put(sato, salaries, 氏名="台帳 太郎", 契約書=[{"fileKey": attach("台帳の写し")}])
    add_comment(actor=sato, app=salaries, record_id=one, text="台帳を直しました")

    found = find(sato, "台帳")

    assert {kind: len(hits) for kind, hits in found.items()} == {
        "app": 1,
        "record": 1,
        "comment": 1,
        "file": 1,
    }
    (record,), (comment,), (file,) = found["record"], found["comment"], found["file"]
    assert (record.title, record.field_label, marked(record)) == (
        "台帳 太郎",
        "氏名",
        "[台帳] 太郎",
    )
    assert (comment.title, comment.name, marked(comment)) == (
        "台帳 太郎",
        "佐藤 花子",
        "[台帳]を直しました",
    )
    assert (file.name, file.page, marked(file), file.field_label) == (
        "書類.pdf",
        1,
        "[台帳]の写し",
        "契約書",
    )
    assert {hit.record_id for kind in ("record", "comment", "file") for hit in found[kind]} == {one}


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [
        ("鈴木", True),
        ("ｽｽﾞｷ", True),
        ("鈴木 営業", True),
        ("鈴木　経理", False),
        ("営業 鈴", True),
        ('"営業 第一"', True),
        ('"営業　第一', True),
        ('"第一 営業"', False),
        ("“営業 第一”", True),
        ("ＡＢＣ商事", True),
        ("a&b", True),
        ("100%", True),
        ("100_", False),
        ("\\\\", False),
    ],
)
def test_all_words_are_wanted_wherever_they_are(sato, salaries, find, typed, is_found):
    put(
        sato,
        salaries,
        氏名="鈴木 スズキ",
        所属="営業 第一",
        自己紹介="<p>A&amp;B 100%</p>",
        経歴=[{"value": {"会社": {"value": "abc商事"}}}],
    )
    assert ("record" in find(sato, typed, kinds=("record",))) is is_found


def test_what_was_saved_this_moment_is_found(sato, salaries, find):
    row = {"氏名": {"value": "速水"}}
    add_records(actor=sato, app=salaries, rows=[row], prefix="record")

    assert [hit.title for hit in find(sato, "速水")["record"]] == ["速水"]


def test_what_was_changed_is_not_found_by_its_old_text(sato, salaries, find):
    one = put(sato, salaries, 氏名="旧姓")
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE ledger.app_{salaries.app_id} SET {salaries.by_code['氏名'].column} = '新姓'"
        )

    assert find(sato, "旧姓") == {}
    assert one


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "　",
        '""',
        "\x00\x01",
        "あ",
        "あ い う",
        "字" * 201,
        "字" * 5000,
        " ".join(map(str, range(10, 21))),
    ],
)
def test_what_cannot_be_looked_for_is_told(sato, typed):
    with pytest.raises(Invalid) as raised:
        search_everything(actor=sato, typed=typed)

    assert [problem.at for problem in raised.value.problems] == ["q"]


@pytest.mark.parametrize(
    "typed",
    [
        "%%",
        "__",
        "\\\\",
        "''; --",
        "\u202eabc",
        "🍣🍺",
        "aa\x00bb",
        "*:*",
        "&|!",
        "(())",
        "<b>",
        "\ud83d あい",
    ],
)
def test_odd_words_find_what_has_them_and_nothing_else(sato, salaries, find, typed):
    put(sato, salaries, 氏名="何もなし")
    put(sato, salaries, 氏名=typed.replace("\x00", " ").replace("\ud83d", ""))

    assert len(find(sato, typed)["record"]) == 1


def test_records_of_many_apps_come_by_age_page_by_page(sato, an_app, find):
    apps = [an_app({"件名": "SINGLE_LINE_TEXT"}, name=f"帳{n}") for n in range(3)]
    made = []
    for n in range(14):
        app = apps[n % 3]
        id_ = put(sato, app, 件名=f"見積 {n}")
        made.append((app, id_))
    with connection.cursor() as cursor:
        for n, (app, id_) in enumerate(made):
            cursor.execute(
                f"UPDATE ledger.app_{app.app_id} SET created_at = now() + %s * interval '1 hour'"
                " WHERE id = %s",
                [n, id_],
            )

    found = pages(sato, "見積", "record", 4)

    assert [len(page) for page in found] == [4, 4, 4, 2]
    assert [id_ for page in found for id_ in page] == [str(id_) for _, id_ in reversed(made)]


def test_files_and_comments_come_page_by_page(sato, salaries, attach):
    keys = [attach("約款", name=f"{n}.pdf") for n in range(7)]
    one = put(sato, salaries, 契約書=[{"fileKey": key} for key in keys])
    said = [
        str(add_comment(actor=sato, app=salaries, record_id=one, text=f"約款 {n}"))
        for n in range(7)
    ]

    assert pages(sato, "約款", "file", 3) == [keys[:3:-1], keys[3:0:-1], keys[:1]]
    assert pages(sato, "約款", "comment", 3) == [said[:3:-1], said[3:0:-1], said[:1]]


def test_more_records_than_are_compared_at_once_are_all_found(sato, an_app):
    app = an_app({"件名": "SINGLE_LINE_TEXT"})
    rows = [{"件名": {"value": f"株式会社 {n}"}} for n in range(700)]
    saved = add_records(actor=sato, app=app, rows=rows, prefix="records")
    search_index.refresh(app.app_id)

    found = pages(sato, "株式会社", "record", 50)

    assert [id_ for page in found for id_ in page] == [str(each.id) for each in reversed(saved)]


def test_a_search_that_goes_deep_stays_within_its_bounds(sato, an_app, monkeypatch):
    app = an_app({"件名": "SINGLE_LINE_TEXT"})
    rows = [{"件名": {"value": f"見積 {n}"}} for n in range(450)]
    add_records(actor=sato, app=app, rows=rows, prefix="records")
    search_index.refresh(app.app_id)
    monkeypatch.setattr(record_hits, "_with_words", lambda *_: iter(()))
    monkeypatch.setattr(record_hits, "FIRST", 1)
    monkeypatch.setattr(record_hits, "WALKED", 10)

    _, (group,) = search_everything(actor=sato, typed="見積", kinds=("record",))

    assert (group.hits, group.after) == ([], None)


def test_a_few_allowed_records_under_many_others_are_found(sato, suzuki, an_app, with_access, find):
    app = an_app({"件名": "SINGLE_LINE_TEXT", "公開": "SINGLE_LINE_TEXT"})
    rows = [{"件名": {"value": "株式会社"}, "公開": {"value": str(n)}} for n in range(600)]
    saved = add_records(actor=sato, app=app, rows=rows, prefix="records")
    search_index.refresh(app.app_id)
    everyone = {"entity": {"type": "GROUP", "code": "everyone"}}
    with_access(
        app,
        records=[
            {"filterCond": '公開 = "3"', "entities": [{**everyone, "viewable": True}]},
            {"filterCond": "", "entities": [{**everyone, "viewable": False}]},
        ],
    )

    _, (group,) = search_everything(actor=suzuki, typed="株式会社", kinds=("record",))
    assert [hit.id for hit in group.hits] == [str(saved[3].id)]
    assert group.after is None


def test_words_of_a_file_may_be_in_its_name_and_on_several_pages(sato, salaries, attach, find):
    put(
        sato,
        salaries,
        契約書=[{"fileKey": attach("秘密保持", "損害賠償 条項", name="基本契約.pdf")}],
    )

    (hit,) = find(sato, "基本契約 賠償条項 秘密")["file"]
    assert (hit.page, marked(hit)) == (1, "[秘密]保持")
    (hit,) = find(sato, "賠償条項")["file"]
    assert (hit.page, marked(hit)) == (2, "損害[賠償 条項]")
    assert find(sato, "秘密 解約") == {}


def test_a_file_that_could_not_be_read_says_so(sato, salaries, find):

    key = files.upload(
        actor=sato, chunks=[b"%PDF- broken"], name="破損.pdf", content_type="application/pdf"
    )
    keeping.read_text(FileText.objects.get().sha256)
    put(sato, salaries, 契約書=[{"fileKey": key}])

    (hit,) = find(sato, "破損")["file"]
    assert (hit.unread, hit.snippet) == ("damaged", ())


def test_one_app_is_searched_alone(sato, salaries, an_app, find):
    other = an_app({"件名": "SINGLE_LINE_TEXT"}, name="台帳の台帳")
    put(sato, other, 件名="台帳")
    put(sato, salaries, 氏名="台帳")

    assert [hit.app.app_id for hit in find(sato, "台帳", app_id=other.app_id)["record"]] == [
        other.app_id
    ]
    assert set(find(sato, "台帳", app_id=other.app_id)) == {"record"}


def test_an_app_that_is_not_there_or_not_theirs_is_told(tanaka, salaries, with_access):
    with_access(salaries, app=[])

    with pytest.raises(NotFound):
        search_everything(actor=tanaka, typed="台帳", app_id=999_999)
    with pytest.raises(Forbidden):
        search_everything(actor=tanaka, typed="台帳", app_id=salaries.app_id)


def test_tokens_search_nothing(salaries):
    tokens = {salaries.app_id: frozenset({"view"})}
    token = Actor(99, "Administrator", "Administrator", via="token", tokens=tokens)

    with pytest.raises(Forbidden):
        search_everything(actor=token, typed="台帳")


def test_a_page_of_another_search_or_person_goes_on_nowhere(sato, suzuki, an_app):
    app = an_app({"件名": "SINGLE_LINE_TEXT"})
    rows = [{"件名": {"value": "見積書"}} for _ in range(3)]
    add_records(actor=sato, app=app, rows=rows, prefix="records")
    _, (group,) = search_everything(actor=sato, typed="見積", kinds=("record",), limit=1)

    for actor, typed, after in (
        (suzuki, "見積", group.after),
        (sato, "見積書", group.after),
        (sato, "見積", "あ"),
        (sato, "見積", group.after + "x"),
    ):
        with pytest.raises(Invalid):
            search_everything(actor=actor, typed=typed, kinds=("record",), limit=1, after=after)


def test_people_are_found_by_name_login_name_and_organization(sato, suzuki, find):
    assert places(find(sato, "鈴木")["person"]) == [("suzuki", "鈴木 一郎")]
    assert places(find(sato, "ＳＵＺＵ")["person"]) == [("suzuki", "鈴木 一郎")]


def test_guests_find_no_people(suzuki, find):

    assert find(replace(suzuki, is_guest=True), "鈴木") == {}


def test_what_takes_too_long_is_told(sato, salaries, monkeypatch):

    def slow(search, position, limit):
        ledger_cursor().execute("SELECT pg_sleep(5)")

    monkeypatch.setattr(services, "MOST_MILLISECONDS", 20)
    monkeypatch.setitem(services._FINDERS, "file", slow)

    _, groups = search_everything(actor=sato, typed="台帳")

    assert [(group.kind, len(group.hits), group.is_cut) for group in groups] == [
        ("app", 1, False),
        ("person", 0, False),
        ("record", 0, False),
        ("comment", 0, False),
        ("file", 0, True),
    ]
