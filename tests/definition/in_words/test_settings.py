from __future__ import annotations

import pytest

from urakata.definition import services
from urakata.definition.publish import mark_live


@pytest.mark.parametrize(
    ("is_sensitive", "japanese", "english"),
    [
        (
            True,
            "アプリの閲覧の記録を有効にします。",
            "Keeping a record of readers of the app is switched on.",
        ),
        (
            False,
            "アプリの閲覧の記録を無効にします。",
            "Keeping a record of readers of the app is switched off.",
        ),
    ],
)
def test_whether_readers_are_told_of_is_said(
    sato, a_draft, said, is_sensitive: bool, japanese: str, english: str
):
    app_id = a_draft(金額="NUMBER")
    if not is_sensitive:
        services.update_settings(actor=sato, app_id=app_id, settings={"sensitive": True})
    mark_live(actor=sato, app_id=app_id)

    services.update_settings(actor=sato, app_id=app_id, settings={"sensitive": is_sensitive})

    assert said(app_id) == [japanese]
    assert said(app_id, "en") == [english]
