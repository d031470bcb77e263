"""検索: one search over apps, people, records, comments and files."""

from __future__ import annotations

from typing import Annotated, Final, cast, get_args

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from urakata.api.answering import json_response
from urakata.api.native.requests import actor_of
from urakata.api.native.shapes import LARGEST, REFUSALS, CamelCase, Whole, within
from urakata.kernel import rules
from urakata.kernel.errors import invalid
from urakata.kernel.json import JSONDict, JSONValue
from urakata.record.searching.asking import Hit, Kind
from urakata.record.searching.services import KINDS, Group, search_everything

router = Router()

MOST: Final = 50  #: hits of a kind


class Asked(Schema):
    """What is looked for, and where."""

    q: Annotated[
        str, Field(description='ことば（空白で区切るとすべてを含むもの、"…"は空白も含めて探す）')
    ] = ""
    kinds: Annotated[
        str, Field(description="app, person, record, comment, fileのいくつか（カンマ区切り）")
    ] = ""
    app: Annotated[
        Whole | None, Field(ge=1, le=LARGEST, description="このアプリの中だけ"), within(1)
    ] = None
    after: Annotated[str, Field(description="同じ検索の、1種類のnext。続きを返す")] = ""
    limit: Annotated[Whole, Field(ge=1, le=MOST), within(1, MOST)] = 5


class Piece(CamelCase):
    """A piece of a snippet; `isFound` where it is one of the words."""

    text: str
    is_found: bool


class FoundIn(Schema):
    """An app, or a field."""

    id: str
    name: str


class FoundField(Schema):
    """The field with the words (of a table's column with the table's name)."""

    code: str
    label: str


class ShownHit(CamelCase):
    """Something that was found. What does not fit its kind is empty."""

    id: Annotated[str, Field(description="アプリ・レコード・コメントの番号、ログイン名、fileKey")]
    title: Annotated[str, Field(description="名前。コメントとファイルではレコードのタイトル")]
    app: FoundIn | None
    record: str | None
    field: FoundField | None
    snippet: list[Piece]
    page: Annotated[int | None, Field(description="ファイルの何ページ目か")]
    name: Annotated[str, Field(description="ファイルの名前、コメントを書いた人")]
    at: str | None
    unread: Annotated[
        str | None,
        Field(
            description="ファイルの中を（すべては）読めない理由：no_text, locked, damaged, too_large, too_long"
        ),
    ]
    also: Annotated[list[str], Field(description="ユーザーの組織、アプリコード")]


class ShownGroup(CamelCase):
    """The hits of a kind, and the token that asks for those behind them (null at the end)."""

    kind: Kind
    hits: list[ShownHit]
    next: str | None
    is_cut: Annotated[bool, Field(description="時間がかかりすぎて、途中でやめた")]


class Found(Schema):
    """The words as they were understood, and what was found."""

    words: list[str]
    groups: list[ShownGroup]


@router.get("/search", response={200: Found, **REFUSALS}, by_alias=True, summary="Search")
def search(request: HttpRequest, asked: Query[Asked]) -> HttpResponse:
    """What has all the words and may be seen, by kind; the newest first, names that begin so before."""
    words, groups = search_everything(
        actor=actor_of(request),
        typed=asked.q,
        kinds=_kinds(asked.kinds),
        app_id=asked.app,
        limit=asked.limit,
        after=asked.after,
    )
    return json_response({"words": [*words.all], "groups": [_group(group) for group in groups]})


def _group(group: Group) -> JSONDict:
    hits: list[JSONValue] = [_shown(hit) for hit in group.hits]
    return {"kind": group.kind, "hits": hits, "next": group.after, "isCut": group.is_cut}


def _kinds(named: str) -> tuple[Kind, ...]:
    """The kinds in their own order; none means all of them."""
    names = {name.strip() for name in named.split(",")} - {""}
    if not names <= set(get_args(Kind)):
        raise invalid("kinds", rules.NOT_IN_ENUM)
    return tuple(kind for kind in KINDS if not names or kind in names)


def _shown(hit: Hit) -> JSONDict:
    app, record = hit.app, hit.record_id
    shown: dict[str, object] = {
        "id": hit.id,
        "title": hit.title,
        "app": {"id": str(app.app_id), "name": app.name} if app else None,
        "record": None if record is None else str(record),
        "field": {"code": hit.field_code, "label": hit.field_label} if hit.field_code else None,
        "snippet": [{"text": text, "isFound": is_found} for text, is_found in hit.snippet],
        "page": hit.page,
        "name": hit.name,
        "at": hit.at or None,
        "unread": hit.unread,
        "also": [*hit.also],
    }
    return cast("JSONDict", shown)
