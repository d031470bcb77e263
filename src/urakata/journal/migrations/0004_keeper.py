from __future__ import annotations

from django.db import migrations

FORWARD = r"""
-- Takes the entries of a month out, for good; their leaves stay, so that everything can still be
-- proved. Only what is sealed may go. For whoever keeps the journal, not for who writes in it.
CREATE FUNCTION journal_retire(month date) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp
SET lock_timeout = '5s' AS $$
DECLARE
  name text := 'journal_entry_' || to_char(month, 'YYYY_MM');
  loose boolean;
  entries bigint;
BEGIN
  IF month <> date_trunc('month', month::timestamp)::date
     OR month >= date_trunc('month', now() AT TIME ZONE 'UTC')::date THEN
    RAISE EXCEPTION '% is not a month that is over', month;
  END IF;
  EXECUTE format('LOCK TABLE %I IN ACCESS EXCLUSIVE MODE', name);
  EXECUTE format(
    'SELECT EXISTS (SELECT FROM %I AS e '
    'WHERE NOT EXISTS (SELECT FROM journal_leaf AS l WHERE l.entry_id = e.id))', name
  ) INTO loose;
  IF loose THEN
    RAISE EXCEPTION 'entries of % are not sealed', month;
  END IF;
  EXECUTE format('SELECT count(*) FROM %I', name) INTO entries;
  INSERT INTO journal_retired (month, entries) VALUES (month, entries);
  EXECUTE format('ALTER TABLE journal_entry DETACH PARTITION %I', name);
  EXECUTE format('DROP TABLE %I', name);
  RETURN entries;
END $$;
REVOKE EXECUTE ON FUNCTION journal_retire(date) FROM PUBLIC;
"""

BACK = "DROP FUNCTION journal_retire(date);"


class Migration(migrations.Migration):
    dependencies = [("journal", "0003_sealing")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
