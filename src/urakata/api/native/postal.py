"""Addresses by postal code, for forms."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router, Schema

from urakata.api.answering import json_response
from urakata.api.native.requests import actor_of
from urakata.api.native.shapes import REFUSALS
from urakata.directory.postal_codes import NoPostalCode, addresses_of
from urakata.kernel import rules
from urakata.kernel.errors import Forbidden, invalid

router = Router()


class PostalAddress(Schema):
    """A part of an address; `office` names who has the code to themselves."""

    prefecture: str
    city: str
    town: str
    kana: str
    office: str


class PostalAddresses(Schema):
    """Every place with the code; none for a code that is not in use."""

    addresses: list[PostalAddress]


@router.get(
    "/postal-codes/{postal_code}",
    response={200: PostalAddresses, **REFUSALS},
    summary="Find the addresses of a postal code",
)
def addresses_of_code(
    request: HttpRequest,
    postal_code: Annotated[str, Path(description="郵便番号（7桁。ハイフンがあってもよい）")],
) -> HttpResponse:
    """From Japan Post's list."""
    if actor_of(request).tokens is not None:
        raise Forbidden("GAIA_NO01")
    try:
        found = addresses_of(postal_code)
    except NoPostalCode as error:
        raise invalid("postal_code", rules.BAD_SHAPE) from error
    return json_response({"addresses": [asdict(each) for each in found]})
