"""Every endpoint, in one table: method, path, handler, parameters, answer, token rights.

`token` names the rights of which an API token needs one; without it, tokens cannot call it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final, TypeAlias, cast

from urakata.api.kintone import answers
from urakata.api.kintone.endpoint import Endpoint, Handler, Method, Registry
from urakata.api.kintone.handlers import (
    acl,
    apps,
    bulk,
    comments,
    cursors,
    deploys,
    descriptions,
    files,
    forms,
    people,
    process,
    records,
    settings,
)
from urakata.api.kintone.params import Param
from urakata.api.kintone.unbuilt import UNBUILT
from urakata.directory.actor import Right
from urakata.kernel.json import JSONDict

Params: TypeAlias = tuple[Param[Any], ...]

VIEW: Final[tuple[Right, ...]] = ("view",)
ADD: Final[tuple[Right, ...]] = ("add",)
EDIT: Final[tuple[Right, ...]] = ("edit",)
DELETE: Final[tuple[Right, ...]] = ("delete",)
MANAGE: Final[tuple[Right, ...]] = ("manage",)
ANY: Final[tuple[Right, ...]] = ("view", "add", "edit", "delete", "manage")
VIEW_OR_ADD: Final[tuple[Right, ...]] = ("view", "add")
ADD_OR_EDIT: Final[tuple[Right, ...]] = ("add", "edit")


def _row(  # columns of a table
    line: str,
    handler: Handler,
    params: Params,
    answer: JSONDict,
    *,
    token: tuple[Right, ...] | None = None,
    writes: bool | None = None,
) -> Endpoint:
    """One endpoint from ``"GET records"``: under ``/k/v1`` unless its path begins with ``/``."""
    method, _, name = line.partition(" ")
    return Endpoint(
        cast("Method", method),
        name[1:] if name.startswith("/") else f"k/v1/{name}",
        handler,
        params,
        answer,
        token=token,
        writes=method != "GET" if writes is None else writes,
    )


def _live_and_preview(
    name: str, handler: Handler, params: Params, answer: JSONDict
) -> tuple[Endpoint, ...]:
    """A read of settings: as they are, and as they will be after the next deploy."""
    return (
        _row(f"GET {name}", handler, params, answer, token=VIEW_OR_ADD),
        _row(f"GET preview/{name}", handler, params, answer, token=MANAGE),
    )


def _change(
    line: str, handler: Handler, params: Params, answer: JSONDict = answers.REVISION
) -> Endpoint:
    """A change of settings that are not live yet."""
    return _row(line, handler, params, answer, token=MANAGE)


RECORDS: Final = (
    _row("GET record", records.get_record, records.GET_RECORD, answers.ONE, token=VIEW),
    _row("POST record", records.add_record, records.ADD_RECORD, answers.SAVED, token=ADD),
    _row("PUT record", records.update_record, records.UPDATE_RECORD, answers.REVISION, token=EDIT),
    _row("GET records", records.get_records, records.GET_RECORDS, answers.RECORDS, token=VIEW),
    _row("POST records", records.add_records, records.ADD_RECORDS, answers.ADDED, token=ADD),
    _row(
        "PUT records", records.update_records, records.UPDATE_RECORDS, answers.UPDATED, token=EDIT
    ),
    _row(
        "DELETE records",
        records.delete_records,
        records.DELETE_RECORDS,
        answers.EMPTY,
        token=DELETE,
    ),
    _row("GET records/acl/evaluate", acl.evaluate, acl.EVALUATE, answers.RIGHTS),
    _row("POST records/cursor", cursors.open_cursor, cursors.OPEN, answers.CURSOR, token=VIEW),
    _row(
        "GET records/cursor",
        cursors.read_page,
        cursors.BY_ID,
        answers.PAGE,
        token=VIEW,
        writes=True,
    ),
    _row("DELETE records/cursor", cursors.close_cursor, cursors.BY_ID, answers.EMPTY, token=VIEW),
    _row("POST bulkRequest", bulk.bulk_request, bulk.BULK_REQUEST, answers.RESULTS, token=ANY),
    _row("PUT record/status", process.advance, process.ADVANCE, answers.REVISION, token=EDIT),
    _row(
        "PUT records/status", process.advance_many, process.ADVANCE_MANY, answers.MOVED, token=EDIT
    ),
    _row("PUT record/assignees", process.assign, process.ASSIGN, answers.REVISION, token=EDIT),
    _row("GET record/comments", comments.read, comments.READ, answers.COMMENTS, token=VIEW),
    _row("POST record/comment", comments.add, comments.ADD, answers.COMMENT, token=VIEW),
    _row("DELETE record/comment", comments.delete, comments.DELETE, answers.EMPTY, token=VIEW),
    replace(_row("GET file", files.download, files.DOWNLOAD, {}, token=VIEW), is_download=True),
    replace(
        _row("POST file", files.upload, (), answers.FILE, token=ADD_OR_EDIT, writes=False),
        takes_file=True,
    ),
)

APPS: Final = (
    _row("GET app", apps.read_app, apps.GET_APP, answers.APP, token=VIEW_OR_ADD),
    _row("GET apps", apps.read_apps, apps.GET_APPS, answers.APPS),
    _row("POST preview/app", apps.add_app, apps.ADD_APP, answers.NEW_APP),
    *_live_and_preview("app/form/fields", forms.read_fields, forms.READ, answers.PROPERTIES),
    *_live_and_preview("app/form/layout", forms.read_layout, forms.OF_APP, answers.LAYOUT),
    *_live_and_preview("form", forms.read_form, forms.OF_APP, answers.FORM),
    *_live_and_preview("app/views", forms.read_views, forms.READ, answers.VIEWS),
    *_live_and_preview("app/settings", settings.read_settings, settings.READ, answers.SETTINGS),
    *_live_and_preview("app/status", settings.read_process, settings.READ, answers.STATUS),
    *_live_and_preview("app/acl", acl.read_app_acl, acl.OF_APP, answers.ACL),
    *_live_and_preview("record/acl", acl.read_record_acl, acl.OF_APP, answers.ACL),
    *_live_and_preview("field/acl", acl.read_field_acl, acl.OF_APP, answers.ACL),
    *_live_and_preview(
        "app/customize", settings.read_customization, settings.OF_APP, answers.CUSTOMIZE
    ),
    _change("POST preview/app/form/fields", forms.add_fields, forms.CHANGE_FIELDS),
    _change("PUT preview/app/form/fields", forms.update_fields, forms.CHANGE_FIELDS),
    _change("DELETE preview/app/form/fields", forms.delete_fields, forms.DELETE_FIELDS),
    _change("PUT preview/app/form/layout", forms.update_layout, forms.CHANGE_LAYOUT),
    _change("PUT preview/app/views", forms.update_views, forms.CHANGE_VIEWS, answers.SAVED_VIEWS),
    _change("PUT preview/app/settings", settings.update_settings, settings.CHANGE_SETTINGS),
    _change("PUT preview/app/status", settings.update_process, settings.CHANGE_PROCESS),
    _change("PUT app/acl", acl.update_app_acl, acl.CHANGE),
    _change("PUT preview/app/acl", acl.update_app_acl, acl.CHANGE),
    _change("PUT record/acl", acl.update_record_acl, acl.CHANGE),
    _change("PUT preview/record/acl", acl.update_record_acl, acl.CHANGE),
    _change("PUT field/acl", acl.update_field_acl, acl.CHANGE),
    _change("PUT preview/field/acl", acl.update_field_acl, acl.CHANGE),
    _change("POST preview/app/deploy", deploys.deploy, deploys.DEPLOY, answers.EMPTY),
    _row(
        "GET preview/app/deploy",
        deploys.read_status,
        deploys.STATUS,
        answers.DEPLOYED,
        token=MANAGE,
    ),
)

PEOPLE: Final = (
    _row("GET /v1/users", people.read_users, people.MANY, answers.USERS),
    _row("GET /v1/organizations", people.read_organizations, people.MANY, answers.ORGANIZATIONS),
    _row("GET /v1/groups", people.read_groups, people.MANY, answers.GROUPS),
    _row("GET /v1/titles", people.read_titles, people.MANY, answers.TITLES),
    _row(
        "GET /v1/user/organizations",
        people.read_organizations_of_user,
        people.OF_ONE,
        answers.ORGANIZATION_TITLES,
    ),
    _row("GET /v1/user/groups", people.read_groups_of_user, people.OF_ONE, answers.GROUPS),
    _row(
        "GET /v1/organization/users",
        people.read_users_of_organization,
        people.MEMBERS,
        answers.USER_TITLES,
    ),
    _row("GET /v1/group/users", people.read_users_of_group, people.MEMBERS, answers.USERS),
)

DESCRIPTIONS: Final = (
    replace(_row("GET apis", descriptions.get_apis, (), answers.APIS), is_open=True),
    replace(
        _row("GET apis/{id}", descriptions.get_api, descriptions.GET_API, answers.API),
        is_open=True,
    ),
)

REGISTRY: Final[Registry] = {
    (endpoint.method, endpoint.path): endpoint
    for endpoint in (*RECORDS, *APPS, *PEOPLE, *DESCRIPTIONS, *UNBUILT)
}
