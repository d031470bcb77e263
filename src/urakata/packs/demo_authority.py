"""The demo company's authority matrix: who decides at みなと商事, and what is planned for next year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import yaml

from urakata.definition.queries import live_schema
from urakata.directory.actor import Actor
from urakata.kernel.json import JSONDict, JSONValue
from urakata.packs.demo_people import FOLDER
from urakata.packs.demo_records import row
from urakata.packs.system import install_matrix
from urakata.process.matrix.reading import matrix_app, matrix_on
from urakata.record.write import add_records

USUAL: Final[JSONDict] = {}
RISKY: Final[tuple[JSONDict, ...]] = ({"リスク点以上": "2"}, {"重要度": ["高"]})


def has_matrix() -> bool:
    """Whether the matrix is there and has rows."""
    matrix = matrix_on() if matrix_app() else None
    return matrix is not None and bool(matrix.rows)


def write_matrix(*, actor: Actor) -> None:
    """Make the app and write the rows: those in force, then the draft's."""
    told: dict[str, Any] = yaml.safe_load((FOLDER / "kengen.yaml").read_text("utf-8"))
    draft = told["draft"]
    rows = [
        *_rows(told["bands"], told["steps"], 適用開始日=str(told["since"])),
        *_rows(
            draft["bands"],
            told["steps"],
            適用開始日=str(draft["since"]),
            版=draft["name"],
            備考=draft["note"],
        ),
    ]
    app = live_schema(install_matrix(actor=actor))
    add_records(actor=actor, app=app, rows=rows, prefix="records")


def _rows(
    bands: Mapping[str, Sequence[Mapping[str, Any]]], steps: Mapping[str, JSONDict], **more: str
) -> Iterator[JSONDict]:
    """For each band one row for usual cases, one for risky and one for important ones."""
    for category, of_category in bands.items():
        ends = [*(band["from"] for band in of_category[1:]), None]
        for band, end in zip(of_category, ends, strict=True):
            limits: JSONDict = {
                "区分": category,
                "金額以上": _text(band["from"]),
                "金額未満": _text(end),
            }
            for limit, names in (
                (USUAL, band["usual"]),
                *((each, band["risky"]) for each in RISKY),
            ):
                yield row(**limits, **limit, **more, ステップ=_steps(names, steps))


def _steps(names: Sequence[str | list[str]], steps: Mapping[str, JSONDict]) -> list[JSONValue]:
    """The table's rows; names in a list of their own stand beside each other."""
    lines: list[JSONValue] = []
    for order, name in enumerate(names, 1):
        beside = name if isinstance(name, list) else [name]
        for each in beside:
            line: JSONDict = {"線": each} if len(beside) > 1 else {"ステップ名": each}
            lines.append({"value": row(順番=str(order), **line, **steps[each])})
    return lines


def _text(amount: int | None) -> str:
    return "" if amount is None else str(amount)
