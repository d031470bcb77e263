"""By what a record goes in a list: the field its app chose, or the first that looks like a name."""

from __future__ import annotations

import pytest

from urakata.directory.people import snapshot
from urakata.record.adapters import ledger_cursor
from urakata.record.read import read_env
from urakata.record.titles import show_title, title_field, title_sql
from urakata.record.write import add_records


def title_of(app, actor, **values) -> str:
    row = {code: {"value": value} for code, value in values.items()}
    (saved,) = add_records(actor=actor, app=app, rows=[row], prefix="records")
    sql = (
        f"SELECT {title_sql(app, read_env(actor))} FROM ledger.app_{app.app_id} AS t WHERE id = %s"
    )
    found = ledger_cursor().execute(sql, (saved.id,)).fetchone()
    assert found is not None
    return show_title(app, found[0], snapshot())


def chosen(code: str) -> dict[str, str]:
    return {"selectionMode": "MANUAL", "code": code}


def test_the_first_text_that_looks_like_a_name_is_chosen(an_app):
    app = an_app({"番号": "SINGLE_LINE_TEXT", "件名": "SINGLE_LINE_TEXT"})

    assert title_field(app).code == "件名"


def test_else_the_first_text(an_app):
    app = an_app({"金額": "NUMBER", "番号": "SINGLE_LINE_TEXT", "摘要": "SINGLE_LINE_TEXT"})

    assert title_field(app).code == "番号"


def test_without_a_text_there_is_none(an_app, sato):
    app = an_app({"金額": "NUMBER"})

    assert (title_field(app), title_of(app, sato, 金額="1")) == (None, "")


@pytest.mark.parametrize(
    ("type_", "value", "shown"),
    [
        ("NUMBER", "1200.50", "1200.5"),
        ("DATE", "2026-04-01", "2026-04-01"),
        ("TIME", "09:30", "09:30"),
        ("DATETIME", "2026-04-01T09:30:00Z", "2026-04-01T09:30:00Z"),
        ("MULTI_LINE_TEXT", "\n机の購入\n二行目", "机の購入"),
        ("RICH_TEXT", "<b>机</b>の購入", "机の購入"),
    ],
)
def test_a_chosen_field_is_shown_as_one_line(an_app, sato, type_, value, shown):
    app = an_app({"題": type_}, titleField=chosen("題"))

    assert title_of(app, sato, 題=value) == shown


def test_people_are_shown_by_name_and_numbers_with_the_apps_code(an_app, sato):
    by_creator = an_app({"金額": "NUMBER"}, titleField=chosen("作成者"))
    by_number = an_app({"金額": "NUMBER"}, titleField=chosen("レコード番号"))

    assert title_of(by_creator, sato) == "佐藤 花子"
    assert title_of(by_number, sato) == "1"
