"""One edit of one document: what is being changed, what other apps look like, what is wrong so far."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field

from urakata.definition.build import build_schema
from urakata.definition.editing.problems import Problems
from urakata.definition.queries import find_app_id, newest_schema
from urakata.definition.schema import AppSchema
from urakata.definition.shape import Document
from urakata.kernel import rules
from urakata.kernel.errors import NotFound, invalid
from urakata.kernel.json import JSONDict, JSONValue
from urakata.kernel.text import Language

SELF = "self"  #: how an app's own document may name the app itself, before it has an id


@dataclass
class Edit:
    """A document being changed: a copy, so that a refused edit leaves nothing behind."""

    app_id: int
    document: Document
    language: Language = "ja"
    prefix: str = "properties"  #: of paths to fields: ``properties[金額].label``
    problems: Problems = field(default_factory=Problems)

    def __post_init__(self) -> None:
        self.document = deepcopy(self.document)

    def resolve_app(self, raw: JSONValue, at: str) -> int:
        """The id of the app that ``{"app": …, "code": …}`` names; the code wins.

        Raises `Invalid` when neither is given, `NotFound` when there is no such app.
        """
        reference: JSONDict = raw if isinstance(raw, dict) else {}
        code, number = reference.get("code"), reference.get("app")
        if isinstance(code, str) and code:
            if code == self.document["code"]:
                return self.app_id
            found = find_app_id(code)
            if found is None:
                raise NotFound("GAIA_AP01", id=code)
            return found
        if number == SELF:
            return self.app_id
        app_id = _number(number)
        if app_id is None:
            raise invalid(f"{at}.app", rules.MISSING)
        if app_id != self.app_id:
            newest_schema(app_id)
        return app_id

    def schema_of(self, app_id: int) -> AppSchema:
        """Another app as it is now, or this one as it is being changed."""
        if app_id == self.app_id:
            return self.schema()
        return newest_schema(app_id)

    def schema(self) -> AppSchema:
        """The document as it stands, built."""
        document = self.document
        return build_schema(
            document,
            app_id=self.app_id,
            version=0,
            name=document["name"],
            code=document["code"],
            creator_id=0,
        )


def _number(raw: JSONValue) -> int | None:
    if isinstance(raw, int) and not isinstance(raw, bool):
        return raw
    if isinstance(raw, str) and raw.isdecimal() and len(raw) < 20:
        return int(raw)
    return None
