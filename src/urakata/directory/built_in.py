"""The people every installation has: the user `Administrator` and three groups.

`Administrator` is whom API tokens and the system itself act as (kintone's rule). It has no
password, so nobody signs in as it. Everybody but guests is in `everyone`, which therefore has no
rows. `Auditors` see the records of every app and change nothing.
"""

from __future__ import annotations

from typing import Final

from django.db import connection

from urakata.directory import epochs

ADMINISTRATOR: Final = "Administrator"
ADMINISTRATORS: Final = "Administrators"
AUDITORS: Final = "Auditors"
EVERYONE: Final = "everyone"

ENSURE: Final = f"""
INSERT INTO directory_group (code, name, description) VALUES
  ('{EVERYONE}', 'everyone', ''),
  ('{ADMINISTRATORS}', 'Administrators', ''),
  ('{AUDITORS}', 'Auditors', '')
ON CONFLICT (code) DO NOTHING;

INSERT INTO directory_user (
  code, name, password, sur_name, given_name, sur_name_reading, given_name_reading, local_name,
  local_name_locale, timezone, locale, description, phone, mobile_phone, extension_number, email,
  callto, url, employee_number, is_active, created_at, updated_at)
VALUES (
  '{ADMINISTRATOR}', 'Administrator', '!', '', '', '', '', '',
  'en', 'Asia/Tokyo', 'auto', '', '', '', '', '', '', '', '', true, now(), now())
ON CONFLICT (code) DO NOTHING;

INSERT INTO directory_user_groups (user_id, group_id)
SELECT u.id, g.id FROM directory_user u, directory_group g
WHERE u.code = '{ADMINISTRATOR}' AND g.code = '{ADMINISTRATORS}'
ON CONFLICT DO NOTHING;
"""


def ensure_built_in() -> None:
    """Put back whatever of the built-in people is missing; harmless when nothing is."""
    with connection.cursor() as cursor:
        cursor.execute(ENSURE)
    epochs.bump("directory")
