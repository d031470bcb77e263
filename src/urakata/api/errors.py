"""The one place that turns exceptions into answers: ``{code, id, message, errors}`` and a status."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterable
from typing import ClassVar, Final

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import DataError, InterfaceError, OperationalError

from urakata.kernel.errors import Invalid, Problem, UrakataError
from urakata.kernel.json import JSONDict
from urakata.kernel.text import Language

logger = logging.getLogger("urakata.api")

LOCK_STATES: Final = ("40001", "40P01", "55P03", "57014")
"""PostgreSQL's: serialisation failure, deadlock, lock not available, statement cancelled."""


class Unavailable(UrakataError):
    """The database cannot be reached just now."""

    status: ClassVar[int] = 503


class Unexpected(UrakataError):
    """A fault of ours; the log has the details under the answer's id."""

    status: ClassVar[int] = 500


def new_error_id() -> str:
    """A name for this one failure, by which it is found in the log: 20 characters."""
    return secrets.token_urlsafe(15)


def classify(error: Exception, error_id: str) -> UrakataError:
    """What to tell the client about any exception; what nobody foresaw is logged."""
    if isinstance(error, UrakataError):
        return error
    if isinstance(error, (OperationalError, InterfaceError)):
        return _of_database(error, error_id)
    if isinstance(error, DataError):
        logger.warning("%s: PostgreSQL refused a value", error_id, exc_info=error)
        return Invalid("CB_VA01")
    if isinstance(error, (SuspiciousOperation, RequestDataTooBig)):
        return Invalid("CB_IL02")
    logger.error("%s: unexpected failure", error_id, exc_info=error)
    return Unexpected("UR_ER01", id=error_id)


def _of_database(error: Exception, error_id: str) -> UrakataError:
    if getattr(error.__cause__, "sqlstate", None) in LOCK_STATES:
        return Invalid("GAIA_DA02")
    logger.error("%s: the database is not available", error_id, exc_info=error)
    return Unavailable("UR_SV01")


def describe(error: UrakataError, language: Language, error_id: str) -> JSONDict:
    """Kintone's error object; `errors` is there only when places are known."""
    answer: JSONDict = {
        "code": error.code,
        "id": error_id,
        "message": error.text.in_(language),
    }
    if error.problems:
        answer["errors"] = messages_by_place(error.problems, language)
    return answer


def messages_by_place(problems: Iterable[Problem], language: Language) -> JSONDict:
    """``{"record.金額.value": {"messages": […]}}``."""
    places: dict[str, list[str]] = {}
    for problem in problems:
        places.setdefault(problem.at, []).append(problem.text.in_(language))
    return {at: {"messages": list(texts)} for at, texts in places.items()}
