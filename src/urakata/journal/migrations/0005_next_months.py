from __future__ import annotations

from django.db import migrations

FORWARD = """
-- What a writer may ask for: this month and the next three, and no other.
CREATE FUNCTION journal_make_next_months() RETURNS void
LANGUAGE sql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  SELECT journal_make_months((now() AT TIME ZONE 'UTC')::date, 3)
$$;
REVOKE EXECUTE ON FUNCTION journal_make_months(date, integer) FROM PUBLIC;
"""

BACK = "DROP FUNCTION journal_make_next_months();"


class Migration(migrations.Migration):
    dependencies = [("journal", "0004_keeper")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
