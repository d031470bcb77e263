"""What a route is: the steps that a record passes within an approval status, and who stands there.

The document's ``process`` holds, beside kintone's keys::

    states[…]   "due": {"value", "unit"},  "fields": {"required", "readOnly", "hidden": [codes]},
                "route": {"applicant", "matrix", "steps", "whenEmpty", "whenSame", "whenApplicant",
                          "resubmit", "tolerance"}
    actions[…]  "kind", "reasons": [codes]
    "reasons":  [{"code", "text"}]
    "segregation": [{"name", "action", "differsFrom": [{"type", "code", "via"}]}]

Every key may be missing: then the status or action is kintone's, as it stands. A route that
`editing.process_routes` has read says everything, defaults too.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, Literal, TypeAlias

from urakata.kernel.json import JSONDict

Need: TypeAlias = Literal["ANY", "ALL"]
Unit: TypeAlias = Literal["BUSINESS_DAYS", "BUSINESS_HOURS", "DAYS", "HOURS"]
WhenEmpty: TypeAlias = Literal["ESCALATE", "SKIP", "STOP"]
WhenSame: TypeAlias = Literal["SKIP", "MERGE", "KEEP"]
WhenApplicant: TypeAlias = Literal["ESCALATE", "SKIP", "ALLOW"]
Resubmit: TypeAlias = Literal["CONTINUE", "RESTART"]
Kind: TypeAlias = Literal["PLAIN", "APPROVE", "REJECT", "RETURN", "PULL_BACK", "WITHDRAW"]


@dataclass(frozen=True, slots=True)
class Due:
    """期限: how long a status or step may take, from when it was entered."""

    value: int
    unit: Unit = "BUSINESS_DAYS"


@dataclass(frozen=True, slots=True)
class FieldRules:
    """Which fields (codes) must be filled to leave, may not be changed, are not shown."""

    required: frozenset[str] = frozenset()
    read_only: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()


NO_RULES: Final = FieldRules()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a step: people who decide together, beside the other lines (合議).

    `entities` are kintone's, and ours; what they add stands within ``entity``, beside ``type``:
    ``MANAGER`` (``levels`` above the applicant), ``TITLE`` (``code``; ``organization``, or null:
    in the applicant's own and, climbing, above it), ``RULE`` (``code`` of a function that a pack
    brought).
    """

    name: str
    entities: tuple[JSONDict, ...]
    need: Need = "ANY"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a route; it is passed when `join` of its lines are (0: when all are)."""

    name: str
    lines: tuple[Line, ...]
    join: int = 0
    due: Due | None = None
    fields: FieldRules = NO_RULES


@dataclass(frozen=True, slots=True)
class Factor:
    """What adds to the risk of a record for which `condition` holds."""

    name: str
    condition: str
    score: int


@dataclass(frozen=True, slots=True)
class MatrixUse:
    """Where the authority matrix finds what it asks: field codes, ``""`` for what there is not."""

    category: str  #: of the matrix's rows, not a field
    amount: str = ""
    importance: str = ""
    organization: str = ""  #: else the applicant's
    factors: tuple[Factor, ...] = ()


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How much an amount may grow between return and resubmission before all begins anew.

    The smaller of the two counts; `field` is ``""`` for the matrix's amount.
    """

    percent: Decimal = Decimal(0)
    amount: Decimal = Decimal(0)
    field: str = ""


@dataclass(frozen=True, slots=True)
class Route:
    """承認ルート: whom a record passes before it may leave its status.

    The steps come from the authority matrix where it is used, then from `steps`.
    """

    steps: tuple[Step, ...] = ()
    matrix: MatrixUse | None = None
    applicant: str = ""  #: a USER_SELECT field (代理申請); ``""``: whoever made the record
    when_empty: WhenEmpty = "ESCALATE"
    when_same: WhenSame = "SKIP"
    when_applicant: WhenApplicant = "ESCALATE"
    resubmit: Resubmit = "CONTINUE"
    tolerance: Tolerance | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """差戻し理由: why a record is returned or rejected, from a list so that it can be counted."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Segregation:
    """職務分掌: whoever runs `action` is none of those named in `differs_from`.

    Each is ``{"type": "CREATOR"|"APPLICANT"|"FIELD_ENTITY"|"ACTED", "code": field or action,
    "via": look-up field that leads to the record of the other app, or ""}``.
    """

    name: str
    action: str
    differs_from: tuple[JSONDict, ...] = field(default=())
