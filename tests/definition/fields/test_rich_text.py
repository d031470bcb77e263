from __future__ import annotations

from urakata.definition.fields.rich_text import RichText

rich = RichText()


def test_scripts_never_reach_the_ledger(writing):
    html = '<b onclick="x()">承認</b><script>alert(1)</script><a href="javascript:x">x</a>'

    stored = rich.parse(html, rich.configure({}, "p"), writing)

    assert stored == '<b>承認</b><a rel="noopener noreferrer">x</a>'


def test_html_of_nothing_but_a_script_is_empty(writing):
    assert rich.parse("<script>x</script>", rich.configure({}, "p"), writing) is None
