from __future__ import annotations

import pytest

from tests.record.asking import add, add_one, change, count, problems, read

TAKEN = ["値がほかのレコードと重複しています。"]
UNIQUE = {
    "番号": {"type": "SINGLE_LINE_TEXT", "unique": True},
    "金額": {"type": "NUMBER", "unique": True},
    "日": {"type": "DATE", "unique": True},
    "日時": {"type": "DATETIME", "unique": True},
    "URL": {"type": "LINK", "protocol": "WEB", "unique": True},
}
OPTIONS = {"甲": {"label": "甲", "index": "0"}}


@pytest.mark.parametrize(
    ("type_", "suffix"),
    [
        ("SINGLE_LINE_TEXT", "value"), ("MULTI_LINE_TEXT", "value"), ("RICH_TEXT", "value"), ("NUMBER", "value"),
        ("DATE", "value"), ("TIME", "value"), ("DATETIME", "value"), ("LINK", "value"), ("DROP_DOWN", "value"),
        ("CHECK_BOX", "values"), ("MULTI_SELECT", "values"), ("FILE", "values"), ("USER_SELECT", "values.value"),
        ("ORGANIZATION_SELECT", "values.value"), ("GROUP_SELECT", "values.value"),
    ],
)  # fmt: skip
def test_a_required_field_is_missed_at_its_types_own_path(an_app, suzuki, type_, suffix):
    app = an_app(
        {
            "欄": {
                "type": type_,
                "required": True,
                **(
                    {"options": OPTIONS}
                    if type_ in {"DROP_DOWN", "CHECK_BOX", "MULTI_SELECT"}
                    else {}
                ),
            }
        }
    )

    assert problems(lambda: add(suzuki, app, {})) == {f"records[0].欄.{suffix}": ["必須です。"]}
    assert count(app) == 0


def test_a_computed_field_is_never_missed(an_app, suzuki):
    app = an_app({"計": {"type": "CALC", "expression": "1/0", "required": True}})

    assert read(suzuki, app, add_one(suzuki, app))["計"] == ""


@pytest.mark.parametrize(
    ("code", "value", "same"),
    [("番号", "A", "A"), ("金額", "1.50", " 1.5 "), ("日", "2026-04-01", "2026-4-1"),
     ("日時", "2026-04-01T09:00:00+09:00", "2026-04-01T00:00:59Z"), ("URL", "https://a.example", "https://a.example")],
)  # fmt: skip
def test_a_unique_value_is_taken_once(an_app, suzuki, code, value, same):
    app = an_app(UNIQUE)
    id_ = add_one(suzuki, app, **{code: value})

    assert problems(lambda: add(suzuki, app, {}, {code: same})) == {
        f"records[1].{code}.value": TAKEN
    }
    assert problems(lambda: change(suzuki, app, add_one(suzuki, app), **{code: same})) == {
        f"record.{code}.value": TAKEN
    }
    assert change(suzuki, app, id_, **{code: same}).revision == 2


def test_a_value_is_not_unique_twice_in_one_request(an_app, suzuki):
    app = an_app(UNIQUE)

    found = problems(
        lambda: add(
            suzuki, app, {"番号": "A"}, {"番号": "B"}, {"番号": "A", "金額": "1"}, {"金額": "1"}
        )
    )

    assert found == {"records[2].番号.value": TAKEN, "records[3].金額.value": TAKEN}
    assert count(app) == 0


def test_empty_is_not_a_value(an_app, suzuki):
    app = an_app(UNIQUE)

    add(suzuki, app, {}, {"番号": ""}, {"番号": None})

    assert count(app) == 3


def test_case_and_width_tell_values_apart(an_app, suzuki):
    app = an_app(UNIQUE)

    add(suzuki, app, {"番号": "a"}, {"番号": "A"}, {"番号": "Ａ"})

    assert count(app) == 3


def test_a_unique_text_is_short(an_app, suzuki):
    app = an_app(UNIQUE)

    assert problems(lambda: add_one(suzuki, app, 番号="あ" * 65)) == {
        "record.番号.value": ["65文字より短くなければなりません。"]
    }
    add_one(suzuki, app, 番号="あ" * 64)
