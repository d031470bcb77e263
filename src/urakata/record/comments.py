"""コメント: what people say about a record, and whom they mention.

A comment is never changed. Its text begins with the names of those mentioned, as kintone's does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Any, Final, Literal, cast

from django.db import transaction

from urakata.access.rights import require, require_writer
from urakata.definition.schema import AppSchema
from urakata.directory.actor import Actor
from urakata.directory.people import Kind, Snapshot, snapshot
from urakata.journal import writing
from urakata.journal.writing import Entry
from urakata.kernel import rules
from urakata.kernel.errors import Forbidden, Invalid, Problem
from urakata.kernel.json import JSONDict
from urakata.record.disclosure import tell_reading
from urakata.record.models import Comment
from urakata.record.read import require_record

LONGEST: Final = 65_535
MOST_MENTIONS: Final = 10
_KINDS: Final[dict[str, Kind]] = {"USER": "user", "GROUP": "group", "ORGANIZATION": "organization"}
_UNKNOWN: Final[dict[Kind, str]] = {
    "user": "GAIA_IL26",
    "group": "GAIA_IL27",
    "organization": "GAIA_IL28",
}


@dataclass(frozen=True, slots=True)
class CommentPage:
    """Comments in kintone's shape, and whether there are older and newer ones besides."""

    comments: list[JSONDict]
    has_older: bool
    has_newer: bool


@transaction.atomic
def add_comment(
    *,
    actor: Actor,
    app: AppSchema,
    record_id: int,
    text: str,
    mentions: Sequence[Mapping[str, object]] = (),
) -> int:
    """Say something about a record; answers the comment's id.

    `mentions` are ``{"code", "type"}``. Raises `Invalid` for a bad text or mention
    (``comment.text``, ``comment.mentions[0].type``; ``GAIA_IL26`` to ``28`` for nobody) and with
    ``GAIA_RE12`` where comments are off, `NotFound` without the record.
    """
    require_writer(actor)
    _require_open(actor, app)
    _check(text, mentions)
    require_record(actor, app, record_id, lock="FOR KEY SHARE")
    people = snapshot()
    mentioned = [_mentioned(mention, people) for mention in mentions]
    comment = Comment.objects.create(
        app_id=app.app_id,
        record_id=record_id,
        text=_with_names(text, mentioned, people),
        mentions=[{"type": type_, "id": id_} for type_, id_ in mentioned],
        creator_id=actor.user_id,
    )
    writing.write(actor, [Entry("comment.add", app.app_id, record_id, about=_said(comment))])
    return comment.pk


def list_comments(
    *,
    actor: Actor,
    app: AppSchema,
    record_id: int,
    order: Literal["asc", "desc"] = "desc",
    offset: int = 0,
    limit: int = 10,
) -> CommentPage:
    """A page of a record's comments, newest first unless asked otherwise."""
    _require_open(actor, app)
    require_record(actor, app, record_id)
    all_ = Comment.objects.filter(app_id=app.app_id, record_id=record_id)
    ordered = all_.order_by("id" if order == "asc" else "-id")
    rows = list(ordered[offset : offset + limit + 1])
    has_before = offset > 0 and (bool(rows) or all_.exists())
    has_after = len(rows) > limit
    people = snapshot()
    told: JSONDict = {"comments": [row.pk for row in rows[:limit]]}
    tell_reading(actor, app, [record_id], about=told)
    return CommentPage(
        [_show(row, people) for row in rows[:limit]],
        has_older=has_before if order == "asc" else has_after,
        has_newer=has_after if order == "asc" else has_before,
    )


@transaction.atomic
def delete_comment(*, actor: Actor, app: AppSchema, record_id: int, comment_id: int) -> None:
    """Take back a comment of one's own.

    Raises `Invalid` (``GAIA_RE02``) without it, `Forbidden` (``GAIA_RE03``) for another's.
    """
    require_writer(actor)
    _require_open(actor, app)
    require_record(actor, app, record_id)
    rows = Comment.objects.select_for_update().filter(app_id=app.app_id, record_id=record_id)
    comment = rows.filter(pk=comment_id).first()
    if comment is None:
        raise Invalid("GAIA_RE02")
    if comment.creator_id != actor.user_id:
        raise Forbidden("GAIA_RE03")
    writing.write(actor, [Entry("comment.delete", app.app_id, record_id, about=_said(comment))])
    comment.delete()


def _said(comment: Comment) -> JSONDict:
    """A comment as the journal keeps it: whom it mentions by id."""
    return {"comment": comment.pk, "text": comment.text, "mentions": comment.mentions}


def release_records(app_id: int, record_ids: Sequence[int]) -> None:
    """Forget all comments of records that are deleted."""
    Comment.objects.filter(app_id=app_id, record_id__in=record_ids).delete()


def _require_open(actor: Actor, app: AppSchema) -> None:
    """Refuse who may not view, and every comment in an app that has them switched off."""
    require(actor, "view", app)
    if app.settings.get("enableComments") is False:
        raise Invalid("GAIA_RE12")


def _check(text: str, mentions: Sequence[Mapping[str, object]]) -> None:
    problems = []
    if not text:
        problems.append(Problem("comment.text", rules.MISSING))
    elif len(text) > LONGEST:
        size = rules.WRONG_SIZE.fill(min=1, max=LONGEST)
        problems.append(Problem("comment.text", size))
    elif any(map(_is_odd, text)):
        problems.append(Problem("comment.text", rules.BAD_CHARACTER))
    if len(mentions) > MOST_MENTIONS:
        size = rules.WRONG_SIZE.fill(min=0, max=MOST_MENTIONS)
        problems.append(Problem("comment.mentions", size))
    for n, mention in enumerate(mentions[:MOST_MENTIONS]):
        problems += _mention_problems(f"comment.mentions[{n}]", mention)
    if problems:
        raise Invalid("CB_VA01", problems=problems)


def _is_odd(character: str) -> bool:
    """Control characters other than line ends and tabs, and halves of pairs."""
    is_control = character < " " and character not in "\n\r\t"
    return is_control or "\ud800" <= character <= "\udfff"


def _mention_problems(at: str, mention: Mapping[str, object]) -> list[Problem]:
    problems = []
    if not isinstance(mention.get("code"), str) or not mention["code"]:
        problems.append(Problem(f"{at}.code", rules.MISSING))
    if mention.get("type") in (None, ""):
        problems.append(Problem(f"{at}.type", rules.MISSING))
    elif str(mention["type"]) not in _KINDS:
        problems.append(Problem(f"{at}.type", rules.NOT_IN_ENUM))
    return problems


def _mentioned(mention: Mapping[str, object], people: Snapshot) -> tuple[str, int]:
    """Whom a checked mention means: its type and the id."""
    type_, code = str(mention["type"]), str(mention["code"])
    id_ = people.find(_KINDS[type_], code)
    if id_ is None:
        error = _UNKNOWN[_KINDS[type_]]
        raise Invalid(error, code=code)
    return type_, id_


def _with_names(text: str, mentioned: Sequence[tuple[str, int]], people: Snapshot) -> str:
    """The text in kintone's form: the names, a space between and behind, and the text on the next line."""
    names = [str(people.show(_KINDS[type_], id_)["name"]) for type_, id_ in mentioned]
    return f"{' '.join(names)} \n{text}" if names else text


def _show(row: Comment, people: Snapshot) -> JSONDict:
    return {
        "id": str(row.pk),
        "text": row.text,
        "createdAt": row.created_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "creator": people.show("user", row.creator_id),
        "mentions": [
            {"code": people.show(_KINDS[m["type"]], m["id"])["code"], "type": m["type"]}
            for m in cast("list[dict[str, Any]]", row.mentions)
        ],
    }
