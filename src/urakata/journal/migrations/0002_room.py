from __future__ import annotations

from django.db import migrations

FORWARD = r"""
DROP INDEX journal_entry_app;
DROP INDEX journal_entry_actor;
CREATE INDEX journal_entry_app ON journal_entry (app_id, id);
CREATE INDEX journal_entry_actor ON journal_entry (actor_id, id);
CREATE INDEX journal_entry_kind ON journal_entry (kind, id);

-- A transaction has its number before its entries have theirs: the sealer relies on it.
CREATE FUNCTION journal_enter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_current_xact_id();
  RETURN NULL;
END $$;
CREATE TRIGGER journal_enter BEFORE INSERT ON journal_entry
  FOR EACH STATEMENT EXECUTE FUNCTION journal_enter();

DROP FUNCTION journal_make_months(date, integer);
-- Makes the partitions (months in UTC) of `first` and the `more` months after it. Entries that
-- came before their month was made lie in the partition for all others; they move.
-- Attaching a table does not keep writers waiting, as creating a partition would.
CREATE FUNCTION journal_make_months(first date, more integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp
SET lock_timeout = '5s' AS $$
DECLARE
  month date;
  name text;
  since timestamptz;
  until timestamptz;
BEGIN
  FOR n IN 0..more LOOP
    month := (date_trunc('month', first::timestamp) + make_interval(months => n))::date;
    name := 'journal_entry_' || to_char(month, 'YYYY_MM');
    CONTINUE WHEN to_regclass(name) IS NOT NULL;
    since := month::timestamp AT TIME ZONE 'UTC';
    until := (month + interval '1 month') AT TIME ZONE 'UTC';
    EXECUTE format('CREATE TABLE %I (LIKE journal_entry INCLUDING DEFAULTS)', name);
    LOCK TABLE journal_entry_other IN ACCESS EXCLUSIVE MODE;
    IF EXISTS (SELECT FROM journal_entry_other WHERE at >= since AND at < until) THEN
      ALTER TABLE journal_entry_other DISABLE TRIGGER journal_keep;
      EXECUTE format(
        'WITH moved AS (DELETE FROM journal_entry_other WHERE at >= %L AND at < %L RETURNING *) '
        'INSERT INTO %I SELECT * FROM moved', since, until, name
      );
      ALTER TABLE journal_entry_other ENABLE TRIGGER journal_keep;
    END IF;
    EXECUTE format(
      'ALTER TABLE journal_entry ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
      name, since, until
    );
    EXECUTE format(
      'CREATE TRIGGER journal_keep_all BEFORE TRUNCATE ON %I '
      'FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse()', name
    );
  END LOOP;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD)]
