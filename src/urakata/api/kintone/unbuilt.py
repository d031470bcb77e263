"""APIs of kintone that are known here but do nothing yet: they answer ``UR_NI01``, in JSON.

A path that is in neither table is a typing mistake and answers 404.
"""

from __future__ import annotations

from typing import Final, cast

from urakata.api.kintone.endpoint import Answer, Call, Endpoint, Method
from urakata.kernel.errors import Invalid

_LIVE_AND_PREVIEW: Final = (
    "app/reports",
    "app/actions",
    "app/adminNotes",
    "app/notifications/general",
    "app/notifications/perRecord",
    "app/notifications/reminder",
    "app/plugins",
)
_PATHS: Final[dict[str, str]] = {
    **{f"k/v1/{path}": "GET" for path in _LIVE_AND_PREVIEW},
    **{f"k/v1/preview/{path}": "GET PUT" for path in _LIVE_AND_PREVIEW},
    "k/v1/preview/app/plugins": "GET POST",
    "k/v1/preview/app/customize": "PUT",
    "k/v1/app/move": "POST",
    "k/v1/apps/statistics": "GET",
    "k/v1/space": "GET PUT DELETE",
    "k/v1/space/body": "PUT",
    "k/v1/space/members": "GET PUT",
    "k/v1/space/thread": "POST PUT",
    "k/v1/space/thread/comment": "POST",
    "k/v1/space/guests": "PUT",
    "k/v1/guests": "POST DELETE",
    "k/v1/template/space": "POST",
    "k/v1/spaces/statistics": "GET",
    "k/v1/plugins": "GET",
    "k/v1/plugins/required": "GET",
    "k/v1/plugin/apps": "GET",
    "k/v1/plugin": "POST PUT DELETE",
    "k/v1/search": "POST",
    "v1/users": "POST PUT DELETE",
    "v1/organizations": "POST PUT DELETE",
    "v1/groups": "POST PUT DELETE",
    "v1/titles": "POST PUT DELETE",
    "v1/userServices": "GET PUT",
    "v1/csv/user": "GET POST",
}


def not_built(call: Call) -> Answer:
    """Not available yet."""
    raise Invalid("UR_NI01", name=f"{call.endpoint.method} {call.endpoint.name}")


UNBUILT: Final = tuple(
    Endpoint(cast("Method", method), path, not_built, token=("manage",), is_built=False)
    for path, methods in _PATHS.items()
    for method in methods.split()
)
