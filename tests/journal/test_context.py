from __future__ import annotations

from urakata.journal.context import Source, begin, coming_from, current, end


def test_a_part_of_a_request_may_come_from_elsewhere():
    begin(Source("screen", "203.0.113.5", "r-1"))
    try:
        with coming_from(Source("import", "203.0.113.5", "r-1")):
            assert current().name == "import"
        assert current() == Source("screen", "203.0.113.5", "r-1")
    finally:
        end()
    assert current() == Source("system")
