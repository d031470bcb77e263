"""Routes through a file and back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from tests.definition.conftest import places
from tests.definition.routed import FIELDS, a_process, processes
from tests.definition.test_document import through_yaml
from urakata.definition import services
from urakata.definition.answers import show_whole_process
from urakata.definition.blank import new_document
from urakata.definition.checks import check
from urakata.definition.document import export_app, export_yaml, import_app
from urakata.definition.editing.form_fields import add_fields
from urakata.definition.editing.process_flow import change_process
from urakata.definition.editing.session import Edit
from urakata.definition.process_shapes import whole
from urakata.definition.queries import draft_document, live_schema
from urakata.directory import units
from urakata.kernel.errors import Invalid

pytestmark = pytest.mark.django_db

FORM = """\
format: 1
name: 稟議
fields:
  - {type: USER_SELECT, code: 申請者}
  - {type: NUMBER, code: 金額}
  - {type: DROP_DOWN, code: 取引, options: [新規, 継続]}
  - {type: SINGLE_LINE_TEXT, code: 社内メモ}
"""
FILE = """\
process:
  enable: true
  states:
    - id: 20
      name: 下書き
      assignee:
        type: ONE
        entities: []
      fields:
        required: [件名]
        hidden: [決議番号]
    - id: 21
      name: 承認
      assignee:
        type: ONE
        entities: []
      due: {value: 5, unit: DAYS}
      route:
        applicant: 申請者
        matrix:
          category: 稟議
          amount: 金額
          importance: 重要度
          organization: 部署
          factors:
            - {name: 高額, condition: 金額 >= 1000000, score: 2}
        steps:
          - name: 合議
            due: {value: 2}
            fields:
              required: [決議番号]
              readOnly: [品名]
              hidden: [数量]
            join: 1
            lines:
              - name: 総務
                entities:
                  - {entity: {type: USER, code: suzuki}}
              - name: 上長
                need: ALL
                entities:
                  - {entity: {type: MANAGER, levels: 2}}
                  - {entity: {type: FIELD_ENTITY, code: 承認者}}
                  - {entity: {type: CREATOR}}
                  - {entity: {type: GROUP, code: Administrators}}
                  - {entity: {type: RULE, code: president}}
          - name: 決裁
            lines:
              - entities:
                  - {entity: {type: USER, code: sato}}
        whenEmpty: STOP
        whenSame: MERGE
        whenApplicant: SKIP
        resubmit: RESTART
        tolerance: {percent: 10, amount: 30000, field: 金額}
    - id: 22
      name: 完了
      assignee:
        type: ONE
        entities: []
  actions:
    - name: 申請する
      from: 下書き
      to: 承認
    - name: 承認する
      from: 承認
      to: 完了
      kind: APPROVE
    - name: 差し戻す
      from: 承認
      to: 承認
      kind: RETURN
      reasons: [R01]
    - name: 却下する
      type: SECONDARY
      from: 承認
      to: 完了
      executableUser:
        entities: []
      kind: REJECT
      reasons: [R01, R99]
    - name: 引き戻す
      from: 承認
      to: 下書き
      kind: PULL_BACK
  reasons:
    - {code: R01, text: 添付不足}
    - {code: R99, text: その他}
  segregation:
    - name: 起票と承認
      action: 承認する
      differsFrom:
        - {type: CREATOR}
        - {type: FIELD_ENTITY, code: 申請者}
        - {type: ACTED, code: 申請する}
"""


def a_document(process):
    edit = Edit(7, new_document("稟議", language="ja", timezone="Asia/Tokyo"))
    properties = {c: {"type": f} if isinstance(f, str) else f for c, f in FIELDS.items()}
    add_fields(edit, properties)
    change_process(edit, process)
    return edit.document


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(processes())
def test_any_process_comes_back_from_a_file_and_from_the_api_as_it_was(sato, suzuki, process):
    document = a_document(process)

    in_the_database = json.loads(json.dumps(document, sort_keys=True))
    assert export_yaml(in_the_database, app_id=7) == export_yaml(document, app_id=7)
    assert through_yaml(document) == document
    assert through_yaml(document, base=document) == document

    edit = Edit(7, document)
    change_process(edit, whole(document["process"]))
    assert edit.document == document


def test_a_file_says_no_more_than_it_must(sato, suzuki, a_draft):
    app_id = a_draft(**FIELDS)
    services.update_process(actor=sato, app_id=app_id, process=a_process())

    text = export_app(app_id, is_preview=True)

    assert text[text.index("process:") : text.index("next_id")] == FILE


def test_a_status_that_is_renamed_in_a_file_keeps_its_id(sato, suzuki, a_draft):
    app_id = a_draft(**FIELDS)
    services.update_process(actor=sato, app_id=app_id, process=a_process())
    before = draft_document(app_id)["process"]["states"]["承認"]
    text = export_app(app_id, is_preview=True)

    changed = text.replace(": 承認\n", ": 決裁\n")
    import_app(changed, actor=sato, app_id=app_id)

    assert draft_document(app_id)["process"]["states"]["決裁"] == before | {"name": "決裁"}


def test_a_file_without_routes_takes_them_away(sato, suzuki, a_draft):
    app_id = a_draft(**FIELDS)
    services.update_process(actor=sato, app_id=app_id, process=a_process())
    text = export_app(app_id, is_preview=True)

    states = "  - {name: 下書き}\n  - {name: 承認}\n"
    actions = "  - {name: 出す, from: 下書き, to: 承認}\n"
    bare = text[: text.index("process:")]
    bare += f"process:\n  enable: true\n  states:\n{states}  actions:\n{actions}"
    bare += text[text.index("next_id") :]
    import_app(bare, actor=sato, app_id=app_id)

    shown = show_whole_process(app_id, is_preview=True)
    assert [state["route"] for state in shown["states"].values()] == [None, None]
    assert (shown["reasons"], shown["segregation"]) == ([], [])


def test_the_example_of_the_handbook_can_be_deployed(sato):
    page = (Path(__file__).parents[3] / "docs/reference/app-yaml.md").read_text(encoding="utf-8")
    example = page.split("```yaml\n")[2].split("```")[0]
    titles = [units.NewNamed("bucho", "部長")]
    offices = [units.NewOrganization("soumu", "総務部"), units.NewOrganization("houmu", "法務部")]
    units.create_titles(actor=sato, titles=titles)
    units.create_organizations(actor=sato, organizations=offices)

    imported = import_app(FORM + example, actor=sato)

    schema = check(
        imported.document,
        actor=sato,
        app_id=imported.app_id,
        creator_id=sato.user_id,
        schema_of=live_schema,
    )
    route = schema.process.states[1].route
    assert route is not None
    assert [line.name for line in route.steps[0].lines] == ["総務", "法務"]


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("join: 1", "join: 4", "process.states[承認].route.steps[0].join"),
        ("whenEmpty:", "whenempty:", "process.states[承認].route.whenempty"),
        ("    due:", "    until:", "process.states[1].until"),
        ("kind: APPROVE", "sort: APPROVE", "process.actions[1].sort"),
        ("  segregation:", "  segregated:", "process.segregated"),
        ("code: R99", "code: R01", "process.reasons[1].code"),
    ],
)
def test_a_mistake_in_a_file_is_named_by_its_place(sato, suzuki, a_draft, old, new, place):
    app_id = a_draft(**FIELDS)
    services.update_process(actor=sato, app_id=app_id, process=a_process())
    text = export_app(app_id, is_preview=True)
    assert old in text

    with pytest.raises(Invalid) as refused:
        import_app(text.replace(old, new, 1), actor=sato, app_id=app_id)

    assert place in places(refused.value)
