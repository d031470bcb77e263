"""System apps: apps that Urakata itself reads, brought in like anybody's."""

from __future__ import annotations

from importlib.resources import files
from typing import Final

from django.db import transaction

from urakata.definition.document import import_app
from urakata.definition.queries import find_app_id
from urakata.directory.actor import Actor
from urakata.record.deploy import deploy

FOLDER: Final = files("urakata.packs") / "library" / "system"
MATRIX: Final = ("KENGEN", "shokumu_kengen")  #: 職務権限表: its code and its file


@transaction.atomic
def install_matrix(*, actor: Actor) -> int:
    """Make the app of the authority matrix, unless it is there; answers its id.

    Its rows are for administrators to write, and for everybody to read.
    """
    code, file = MATRIX
    there = find_app_id(code)
    if there is not None:
        return there
    imported = import_app((FOLDER / f"{file}.yaml").read_text("utf-8"), actor=actor)
    deploy(actor=actor, targets=[(imported.app_id, imported.revision)])
    return imported.app_id
