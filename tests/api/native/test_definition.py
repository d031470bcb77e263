"""Definitions as YAML through HTTP: out of what is live, into the draft."""

from __future__ import annotations

import pytest

from urakata.definition.queries import get_app

YAML = "application/yaml"


def put(native, text, content_type=YAML, **query):
    return native.send("PUT", "definition.yaml", text.encode(), content_type, **query)


@pytest.fixture
def text(sato_asks):
    return sato_asks("GET", "definition.yaml").body.decode()


def test_the_live_definition_comes_as_a_file(sato_asks, text):
    reply = sato_asks("GET", "definition.yaml")

    assert (reply.status, reply.body.decode()) == (200, text)
    assert text.startswith("format: 1\n")
    assert "    code: 件名\n    required: true\n" in text
    assert reply.headers["Content-Type"] == "application/yaml; charset=utf-8"
    assert reply.headers["Content-Disposition"].endswith("%E5%82%99%E5%93%81.yaml")


def test_a_version_comes_as_a_file_too(sato_asks, text):
    first = get_app(sato_asks.app).live_revision
    put(sato_asks, text.replace("備品", "購入品"))
    sato_asks.api("POST", "preview/app/deploy", apps=[{"app": sato_asks.app}])

    def export(**query):
        return sato_asks("GET", "definition.yaml", **query)

    assert "name: 購入品\n" in export().body.decode()
    assert export(version=first).body.decode() == text
    assert export(version=first).headers["Content-Disposition"].endswith("%E5%82%99%E5%93%81.yaml")
    assert (export(version=first + 9).status, export(version=first + 9).code) == (404, "UR_VE01")
    assert export(version="newest").status == 400


def test_a_definition_is_for_managers_and_auditors(suzuki_asks, as_auditor, native_of, text):
    assert suzuki_asks("GET", "definition.yaml").status == 403

    reply = native_of(as_auditor)("GET", "definition.yaml", version="draft")

    assert (reply.status, reply.body.decode()) == (200, text)


def test_the_same_file_changes_nothing(sato_asks, text):
    reply = put(sato_asks, text)

    assert (reply.status, reply.body["changes"]) == (200, [])
    assert sato_asks("GET", "definition.yaml", preview="true").body.decode() == text


def test_a_file_goes_into_the_draft_and_says_what_changed(sato_asks, text):
    before = get_app(sato_asks.app)

    changed = text.replace("code: 件名\n", "code: 件名\n    label: 品目\n")
    reply = put(sato_asks, changed.replace("備品", "購入品"))

    assert reply.body == {
        "revision": str(before.draft_revision + 1),
        "dryRun": False,
        "changes": [
            "フィールド「件名」の名前を「品目」に変更します。",
            "アプリの名前を「備品」から「購入品」に変更します。",
        ],
        "steps": [],
        "obstacles": [],
    }
    assert sato_asks("GET", "definition.yaml").body.decode() == text
    assert "購入品" in sato_asks("GET", "definition.yaml", preview="true").body.decode()


def with_notes(text):
    """The file with one more field."""
    field = "  - type: MULTI_LINE_TEXT\n    code: 備考\n"
    return text.replace("layout:\n", f"{field}layout:\n  - [備考]\n")


def test_a_dry_run_tells_what_a_deploy_would_do_and_keeps_nothing(sato_asks, text):
    before = get_app(sato_asks.app)

    reply = put(sato_asks, with_notes(text), dryRun="true")

    assert reply.body["changes"][0] == "フィールド「備考」（文字列（複数行））を追加します。"
    step = {"text": "フィールドの列を追加します：備考", "records": 0, "isBlocking": False}
    assert (reply.body["steps"][0], reply.body["obstacles"]) == (step, [])
    assert reply.body["revision"] == str(before.draft_revision)
    assert get_app(sato_asks.app) == before


def test_a_dry_run_names_the_records_that_stand_in_the_way(sato_asks, text, a_record, ledger):
    a_record(ledger, 件名="机")

    reply = put(
        sato_asks, text.replace("code: 件名\n", "code: 件名\n    unique: true\n"), dryRun="true"
    )

    (obstacle,) = reply.body["obstacles"]
    assert obstacle["at"] == "properties[件名].unique"
    assert "「机」" in obstacle["message"]


def test_a_dry_run_says_when_the_draft_could_not_be_deployed(sato_asks, text):
    broken = text.replace(
        "layout:", "  - {type: CALC, code: 計, expression: 無い + 1}\nlayout:\n  - [計]"
    )

    reply = put(sato_asks, broken, dryRun="true")

    assert (reply.status, reply.body["steps"], len(reply.body["obstacles"])) == (200, [], 1)


def test_somebody_elses_change_is_not_overwritten(sato_asks, text):
    put(sato_asks, text)

    reply = put(sato_asks, text, revision=get_app(sato_asks.app).draft_revision - 1)

    assert (reply.status, reply.code) == (409, "GAIA_CO03")


@pytest.mark.parametrize(
    ("sent", "at"),
    [
        (" ", "file"),
        ("a: [", "file"),
        ("a: &a [*a]", "file"),
        ("format: 7\n", "format"),
        ("format: 1\nunknown: 2\nname: a\n", "unknown"),
        ("format: 1\nname: a\nfields:\n  - {code: x, type: NOTHING}\n", "fields[x].type"),
        ("[" * 1000, "file"),
    ],
)
def test_a_file_that_makes_no_sense_is_refused_by_its_place(sato_asks, sent, at):
    before = get_app(sato_asks.app)

    reply = put(sato_asks, sent)

    assert (reply.status, at in reply.errors) == (400, True), reply.body
    assert get_app(sato_asks.app) == before


@pytest.mark.parametrize(
    "content_type", ["text/yaml", "application/x-yaml", "text/plain; charset=utf-8"]
)
def test_yaml_has_many_names(sato_asks, text, content_type):
    assert put(sato_asks, text, content_type).status == 200


@pytest.mark.parametrize("content_type", ["application/json", "image/png", "multipart/form-data"])
def test_a_body_of_another_type_is_refused(sato_asks, text, content_type):
    before = get_app(sato_asks.app)

    assert put(sato_asks, text, content_type).status in {400, 415}
    assert get_app(sato_asks.app) == before


def test_a_file_that_is_too_large_is_refused(sato_asks):
    reply = put(sato_asks, "#" * (5 * 1024 * 1024 + 1))

    assert (reply.status, reply.code) == (413, "UR_BG01")


def test_an_app_that_was_never_deployed_has_a_draft_only(sato_asks, sato):
    made = sato_asks.api("POST", "preview/app", name="新規").body["app"]

    assert sato_asks.send("GET", f"/api/v1/apps/{made}/definition.yaml").code == "GAIA_AP01"
    assert (
        sato_asks.send("GET", f"/api/v1/apps/{made}/definition.yaml", preview="true").status == 200
    )
