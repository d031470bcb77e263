"""The few questions every field type must answer.

A value has three shapes, and a field type translates between them:

* *wire*: what kintone's REST API speaks (``"1200"``, ``[{"code": "sato"}]``);
* *stored*: what every other part of Urakata holds. It is always JSON: ``str`` for text, numbers
  (canonical decimal text), dates (``YYYY-MM-DD``), times (``HH:MM``) and datetimes
  (``YYYY-MM-DDTHH:MM:00Z``); ``list[str]`` for choices and files (file ids); ``list[int]`` for
  people (a single ``int`` for the record's id and for who created or changed it). Empty is always
  ``None``, never ``""`` or ``[]``. psycopg reads a ledger column straight
  into this shape (`record.adapters`) and binds it straight back;
* *formula*: what a calculation sees (`Decimal`, ``str``, a list of ``str``).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import ClassVar, Generic, Literal, Protocol, TypeAlias, TypeVar
from zoneinfo import ZoneInfo

from urakata.kernel.json import JSONDict, JSONValue
from urakata.kernel.text import Text

ConfigT = TypeVar("ConfigT")

Stored: TypeAlias = "str | int | list[str] | list[int] | None"
FormulaValue: TypeAlias = "Decimal | str | bool | list[str] | list[Decimal] | None"
PeopleKind: TypeAlias = Literal["user", "organization", "group"]
Operator: TypeAlias = Literal[
    "=", "!=", ">", "<", ">=", "<=", "in", "not in", "like", "not like", "is empty", "is not empty"
]
Kind: TypeAlias = Literal[
    "text", "number", "date", "time", "datetime", "choice", "choices", "people", "files", "none"
]
"""How a stored value compares: the condition compiler asks this, never the type's name.
``choice`` is one text out of a list, ``choices`` and ``files`` are ``text[]``, ``people`` is
``bigint[]`` (or one ``bigint`` where `FieldType.is_single` says so), ``none`` is not stored."""

EQUALITY: tuple[Operator, ...] = ("=", "!=")
ORDER: tuple[Operator, ...] = (">", "<", ">=", "<=")
MEMBERSHIP: tuple[Operator, ...] = ("in", "not in")
LIKENESS: tuple[Operator, ...] = ("like", "not like")
EMPTINESS: tuple[Operator, ...] = ("is empty", "is not empty")


class Refused(Exception):
    """A value that cannot be taken; `suffix` is put behind the field's path (``.value``)."""

    def __init__(self, text: Text, *, suffix: str = ".value") -> None:
        super().__init__(text.en)
        self.text = text
        self.suffix = suffix


class Malformed(Exception):
    """The JSON has the wrong shape for this field: the whole request is a ``CB_IJ01``."""


class UnknownPerson(Exception):
    """A user, organization or group code that names nobody (``GAIA_IL26`` and its siblings)."""

    def __init__(self, kind: PeopleKind, code: str) -> None:
        super().__init__(f"{kind} {code}")
        self.kind = kind
        self.code = code


class People(Protocol):
    """Who is who, as a snapshot: codes to ids and back. `directory.people` implements it."""

    def find(self, kind: PeopleKind, code: str) -> int | None:
        """The id behind a code; None when there is nobody (left people are still found)."""

    def show(self, kind: PeopleKind, id_: int) -> JSONDict:
        """``{"code": …, "name": …}`` for an id."""


@dataclass(frozen=True, slots=True)
class WriteContext:
    """What a field type may know while it reads a value: who, when, where."""

    people: People
    now: datetime  #: aware, UTC
    timezone: ZoneInfo  #: of the user who writes (kintone: the requesting user's)
    user_id: int
    primary_organization_id: int | None = None


@dataclass(frozen=True, slots=True)
class ReadContext:
    """What a field type may know while it shows a value."""

    people: People
    files: dict[str, JSONDict]  #: file id to ``{"fileKey","name","size","contentType"}``
    app_code: str = ""  #: put before record numbers: ``RINGI-12``


class FieldType(ABC, Generic[ConfigT]):
    """A kind of field: how it is set up, stored, spoken over JSON, searched and calculated.

    `ConfigT` is a frozen dataclass of this type's own settings. What every field may have
    (code, label, required, unique, look-up, numbering) lives on `schema.Field`.
    """

    key: ClassVar[str]  #: name on the wire: ``NUMBER``
    widget: ClassVar[str]  #: file under ``web/src/fields/`` that draws it: ``number``
    kind: ClassVar[Kind]
    column: ClassVar[str | None]  #: PostgreSQL type; None when nothing is stored
    operators: ClassVar[tuple[Operator, ...]]  #: of the condition language (kintone-api §3.2)
    empty: ClassVar[JSONValue] = ""  #: the wire value of an empty field
    required_suffix: ClassVar[str] = ".value"  #: where "required" is reported
    people: ClassVar[PeopleKind | None] = None  #: whom the stored ids name
    system_column: ClassVar[str | None] = None  #: fixed ledger column: ``id``, ``created_by`` …
    is_single: ClassVar[bool] = False  #: a ``people`` field that holds one id, not a list
    is_sortable: ClassVar[bool] = False
    is_writable: ClassVar[bool] = True  #: by the record API
    may_be_unique: ClassVar[bool] = False
    may_be_required: ClassVar[bool] = True
    may_be_in_table: ClassVar[bool] = True
    search: ClassVar[Literal["text", "list", "html", "file"] | None] = None
    """How the value enters the record's search text; None: not at all."""

    @abstractmethod
    def configure(self, raw: JSONDict, at: str) -> ConfigT:
        """Read the type's own settings from kintone's property object; absent keys take defaults.

        Raises `kernel.errors.Invalid` (``CB_VA01``) with paths that begin with `at`
        (``properties[金額]``).
        """

    @abstractmethod
    def describe(self, config: ConfigT) -> JSONDict:
        """The type's own keys of kintone's property object, every one, as GET answers them."""

    def parse(self, raw: JSONValue, config: ConfigT, context: WriteContext) -> Stored:
        """Wire to stored, with every rule but `required` and `unique` checked.

        Raises `Refused`, `Malformed` or `UnknownPerson`. Several problems of one value (list
        entries): an `ExceptionGroup` of `Refused`. Types that nobody writes keep this one.
        """
        raise Malformed

    def dump(self, stored: Stored, config: ConfigT, context: ReadContext) -> JSONValue:
        """Stored to wire. None becomes `empty`."""
        return self.empty if stored is None else stored  # type: ignore[return-value]

    def default(self, config: ConfigT, context: WriteContext) -> Stored:
        """What a new record gets when the field was not sent."""
        return None

    def literal(self, raw: str, config: ConfigT) -> str:
        """A literal of the condition language, checked and made comparable with stored text.

        Raises `Refused`; the compiler, which knows the field's code, makes it a ``GAIA_IQ10``
        for kinds ``choice`` and ``choices`` (no such option) and a ``CB_VA01`` at ``query`` for
        the others. ``""`` asks for unset and is passed through. People are resolved by the
        compiler, not here.
        """
        return raw

    def formula_value(self, stored: Stored, config: ConfigT) -> FormulaValue:
        """What a formula sees. Raises nothing: an empty number is ``Decimal(0)`` by the caller."""
        return stored  # type: ignore[return-value]
