"""Whatever a field type takes comes back from the database as it would have been shown before."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.record.asking import add, add_one, change, line, lines, read
from urakata.definition.fields.base import ReadContext, WriteContext
from urakata.definition.fields.registry import FIELD_TYPES
from urakata.directory.people import snapshot
from urakata.record import files

OPTIONS = {
    name: {"label": name, "index": n}
    for n, name in enumerate(("甲", "乙 ", '"丙\\', "{丁,}", "NULL"))
}
PROPERTIES = {
    key: {"options": OPTIONS} for key in ("CHECK_BOX", "MULTI_SELECT", "RADIO_BUTTON", "DROP_DOWN")
}
text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=40)
options = st.sampled_from(list(OPTIONS))
VALUES = {
    "SINGLE_LINE_TEXT": text,
    "MULTI_LINE_TEXT": text,
    "RICH_TEXT": text,
    "LINK": st.sampled_from(["https://例え.jp/?q=%E3%81%82", "http://a.example/'\"\\"]),
    "NUMBER": st.decimals(-(10**9), 10**9, places=5).map(str) | st.integers(-(10**15), 10**15) | st.just("1e-12"),
    "CHECK_BOX": st.lists(options, max_size=6),
    "MULTI_SELECT": st.lists(options, max_size=6),
    "RADIO_BUTTON": options,
    "DROP_DOWN": options,
    "DATE": st.dates().map(str),
    "TIME": st.times().map(lambda t: f"{t:%H:%M}"),
    "DATETIME": st.datetimes(timezones=st.timezones()).map(lambda d: d.astimezone(UTC).strftime("%4Y-%m-%dT%H:%MZ")),
    "USER_SELECT": st.lists(st.sampled_from(["suzuki", "sato"]), max_size=3).map(lambda cs: [{"code": c} for c in cs]),
    "ORGANIZATION_SELECT": st.just([]),
    "GROUP_SELECT": st.lists(st.sampled_from(["everyone", "Administrators"]), max_size=3).map(lambda cs: [{"code": c} for c in cs]),
    "FILE": st.just([]),
}  # fmt: skip
WRITABLE = [
    key for key, t in FIELD_TYPES.items() if t.is_writable and t.system_column is None and t.column
]


def test_every_writable_type_is_tried():
    assert sorted(VALUES) == sorted(WRITABLE)


@pytest.mark.parametrize("key", WRITABLE)
@given(data=st.data())
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_value_survives_the_database(an_app_of_every_type, suzuki, key, data):
    app = an_app_of_every_type
    raw = data.draw(VALUES[key])
    field = app.by_code[key]
    context = WriteContext(snapshot(), datetime.now(UTC), ZoneInfo("Asia/Tokyo"), suzuki.user_id)
    shown = field.type.dump(
        field.type.parse(raw, field.config, context), field.config, ReadContext(snapshot(), {})
    )

    first = read(suzuki, app, add_one(suzuki, app, **{key: raw}))
    [record] = (
        read(suzuki, app, saved.id)
        for saved in add(suzuki, app, {"表": [line(**{f"表の{key}": raw})]})
    )
    change(suzuki, app, int(first["$id"]), **{key: first[key]})

    assert first[key] == shown
    assert lines(record, "表")[0][f"表の{key}"] == shown
    assert read(suzuki, app, int(first["$id"]))[key] == shown


@pytest.fixture
def an_app_of_every_type(an_app):
    fields = {key: {"type": key, **PROPERTIES.get(key, {})} for key in WRITABLE}
    return an_app(
        {**fields, "表": {"type": "SUBTABLE", "fields": {f"表の{k}": f for k, f in fields.items()}}}
    )


def test_files_survive_the_database(an_app_of_every_type, suzuki):
    app = an_app_of_every_type
    keys = [
        files.upload(actor=suzuki, chunks=[b"x"], name=f"{n}.txt", content_type="text/plain")
        for n in range(3)
    ]

    record = read(
        suzuki, app, add_one(suzuki, app, FILE=[{"fileKey": key} for key in reversed(keys)])
    )

    assert [(f["fileKey"], f["name"]) for f in record["FILE"]] == [
        (keys[n], f"{n}.txt") for n in (2, 1, 0)
    ]
