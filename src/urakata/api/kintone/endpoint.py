"""What an endpoint is, and what its handler gets: `Endpoint`, `Call`, `Answer`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, TypeAlias, TypeVar

from django.http import HttpRequest, HttpResponseBase

from urakata.api.kintone.params import Param, Values
from urakata.directory.actor import Actor, Right
from urakata.kernel.json import JSONDict
from urakata.kernel.text import Language

T = TypeVar("T")

Method: TypeAlias = Literal["GET", "POST", "PUT", "DELETE"]
Answer: TypeAlias = "JSONDict | HttpResponseBase"
Handler: TypeAlias = "Callable[[Call], Answer]"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One API: what it takes, what it answers, who may call it."""

    method: Method
    path: str  #: without slash and ``.json``: ``k/v1/preview/app/form/fields``
    handler: Handler
    params: tuple[Param[Any], ...] = ()
    answer: JSONDict = field(default_factory=lambda: {"type": "object"})
    token: tuple[Right, ...] | None = None
    """Rights of which an API token needs one; None: not with a token."""
    writes: bool = False
    is_open: bool = False  #: needs no sign-in
    takes_file: bool = False  #: multipart instead of JSON
    is_download: bool = False  #: answers a file; a plain link may lead to it
    is_built: bool = True

    @property
    def is_preview(self) -> bool:
        """Whether it is about the settings that are not live yet."""
        return "/preview/" in self.path

    @property
    def name(self) -> str:
        """The path as people write it: ``/k/v1/records.json``."""
        return f"/{self.path}.json"


Registry: TypeAlias = "Mapping[tuple[str, str], Endpoint]"
NO_VALUES: Final = Values({})


@dataclass(frozen=True, slots=True)
class Call:
    """One request to one endpoint, signed in and read: all that a handler needs."""

    actor: Actor
    language: Language
    request: HttpRequest
    registry: Registry
    endpoint: Endpoint
    values: Values = NO_VALUES

    def __getitem__(self, param: Param[T]) -> T:
        """The value of a declared parameter."""
        return self.values[param]

    def was_sent(self, param: Param[Any]) -> bool:
        """Whether a parameter has a value other than null."""
        return self.values.was_sent(param)

    @property
    def is_preview(self) -> bool:
        """Whether it is about the settings that are not live yet."""
        return self.endpoint.is_preview
