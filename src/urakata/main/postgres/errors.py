"""What can go wrong with the embedded server, said so that an operator can act on it."""

from __future__ import annotations

from urakata.kernel.text import Text


class ServerError(Exception):
    """The embedded PostgreSQL cannot run; `text` says why and what to do."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.en)


class AlreadyOwned(Exception):
    """Another process holds the data folder's server."""
