"""The first start: tables, and somebody who can sign in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.db import connection

from urakata.directory.actors import system_actor
from urakata.directory.built_in import ADMINISTRATORS
from urakata.directory.passwords import new_password
from urakata.directory.people import snapshot
from urakata.directory.services import NewUser, create_user
from urakata.main.home import HOME, is_embedded, write_secret
from urakata.main.migrations import migrate
from urakata.main.postgres.roles import act_as_application
from urakata.main.stamp import statement

FIRST_ADMINISTRATOR: Final = "admin"
Say = Callable[[str, str], None]


def prepare(say: Say) -> None:
    """Bring the tables up to date; where there are no people, make the first one."""

    def tell(count: int) -> None:
        if count:
            say(
                f"データベースの表を更新しています（{count}件）…", f"Updating the tables ({count})…"
            )

    migrate(tell)
    if is_embedded():
        act_as_application()


def mark_prepared() -> None:
    """Let the next start of this version skip all this."""
    with connection.cursor() as cursor:
        cursor.execute(statement())


def has_people() -> bool:
    """True when somebody besides the built-in user was ever there."""
    people = snapshot()
    return any(user_id != people.administrator_id for user_id in people.user_ids)


def make_first_administrator() -> None:
    """`admin` with a random password, which is kept in the data folder for its owner to read."""
    password = new_password()
    write_secret(HOME / "admin-password", f"{password}\n")
    create_user(
        actor=system_actor(),
        user=NewUser(
            code=FIRST_ADMINISTRATOR,
            name="管理者",
            password=password,
            groups=[ADMINISTRATORS],
        ),
    )
