"""Time-stamps, from an authority of our own over real HTTP."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from rfc3161_client import VerifierBuilder, decode_timestamp_response

from tests.journal.sealing.authority import Authority, serving
from tests.journal.sealing.test_sealer import heads, rows
from urakata.directory.actor import Actor
from urakata.journal.sealing.sealer import seal
from urakata.journal.sealing.stamps import StampError, stamp_newest
from urakata.journal.writing import Entry, write

pytestmark = pytest.mark.usefixtures("journal")


@pytest.fixture(scope="module")
def known_authority() -> Authority:
    return Authority()


@pytest.fixture
def authority(known_authority: Authority, settings) -> Iterator[Authority]:
    known_authority.is_down = known_authority.answers_wrongly = False
    known_authority.asked = 0
    with serving(known_authority) as url:
        settings.TSA_URL = url
        yield known_authority


def stamps() -> list[tuple[int, bytes]]:
    found = rows("SELECT size, response FROM journal_stamp ORDER BY size")
    return [(size, bytes(response)) for size, response in found]


@pytest.fixture
def sealed(sato: Actor) -> None:
    write(sato, [Entry("record.add", 1, 1)])
    seal()


def test_the_newest_head_is_stamped_once(sato: Actor, sealed: None, authority: Authority):
    write(sato, [Entry("record.add", 1, 2)])
    seal()

    stamp_newest()
    stamp_newest()

    ((size, response),) = stamps()
    head = heads()[-1]
    assert (size, authority.asked) == (head.read().size, 1)
    verifier = VerifierBuilder().add_root_certificate(authority.root).build()
    assert verifier.verify_message(decode_timestamp_response(response), head.text)


def test_an_authority_that_fails_is_asked_again_and_sealing_goes_on(
    sato: Actor, sealed: None, authority: Authority
):
    authority.is_down = True
    with pytest.raises(StampError, match="503"):
        stamp_newest()
    write(sato, [Entry("record.add", 1, 2)])
    assert seal() == 1
    assert stamps() == []

    authority.is_down = False
    stamp_newest()
    assert [size for size, _ in stamps()] == [heads()[-1].read().size]


def test_an_answer_about_something_else_is_refused(sealed: None, authority: Authority):
    authority.answers_wrongly = True

    with pytest.raises(StampError, match="something else"):
        stamp_newest()
    assert stamps() == []


@pytest.mark.parametrize("url", ["file:///etc/passwd", "http://127.0.0.1:1/"])
def test_an_address_where_there_is_no_authority_fails(sealed: None, settings, url: str):
    settings.TSA_URL = url

    with pytest.raises(StampError):
        stamp_newest()


def test_without_an_authority_nothing_is_asked(sealed: None, settings):
    settings.TSA_URL = ""

    stamp_newest()

    assert stamps() == []


def test_an_empty_journal_has_nothing_to_stamp(authority: Authority):
    stamp_newest()

    assert authority.asked == 0
