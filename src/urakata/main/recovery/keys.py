"""The keys of a data folder, from one place to another."""

from __future__ import annotations

from pathlib import Path

from urakata.main.home import write_secret


def copy_keys(source: Path, target: Path) -> None:
    """Bring over what is not there or not the same; none is ever taken away."""
    for path in (*source.glob("secret-key"), *source.glob("keys/[!.]*")):
        text = path.read_text(encoding="utf-8")
        place = target / path.relative_to(source)
        if not place.exists() or place.read_text(encoding="utf-8") != text:
            write_secret(place, text)
