from __future__ import annotations

from django.db import migrations, models

TABLE = r"""
CREATE TABLE journal_entry (
  id bigint GENERATED ALWAYS AS IDENTITY,
  at timestamptz NOT NULL,
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  kind text NOT NULL,
  app_id bigint,
  record_id bigint,
  revision bigint,
  actor_id bigint NOT NULL,
  source text NOT NULL,
  body text NOT NULL,
  PRIMARY KEY (id, at)
) PARTITION BY RANGE (at);
CREATE INDEX journal_entry_record ON journal_entry (app_id, record_id, id);
CREATE INDEX journal_entry_app ON journal_entry (app_id, at);
CREATE INDEX journal_entry_actor ON journal_entry (actor_id, at);

CREATE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the journal is only ever added to: % refused', TG_OP
    USING ERRCODE = 'insufficient_privilege';
END $$;

-- PostgreSQL copies row triggers to partitions, but not those of TRUNCATE.
CREATE TRIGGER journal_keep BEFORE UPDATE OR DELETE ON journal_entry
  FOR EACH ROW EXECUTE FUNCTION journal_refuse();
CREATE TRIGGER journal_keep_all BEFORE TRUNCATE ON journal_entry
  FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse();

CREATE TABLE journal_entry_other PARTITION OF journal_entry DEFAULT;
CREATE TRIGGER journal_keep_all BEFORE TRUNCATE ON journal_entry_other
  FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse();

-- Makes the partitions (months in UTC) of `first` and the `more` months after it.
CREATE FUNCTION journal_make_months(first date, more integer) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  month date;
  name text;
BEGIN
  FOR n IN 0..more LOOP
    month := (date_trunc('month', first::timestamp) + make_interval(months => n))::date;
    name := 'journal_entry_' || to_char(month, 'YYYY_MM');
    CONTINUE WHEN to_regclass(name) IS NOT NULL;
    EXECUTE format(
      'CREATE TABLE %I PARTITION OF journal_entry FOR VALUES FROM (%L) TO (%L)',
      name, month || ' 00:00:00+00', (month + interval '1 month')::date || ' 00:00:00+00'
    );
    EXECUTE format(
      'CREATE TRIGGER journal_keep_all BEFORE TRUNCATE ON %I '
      'FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse()', name
    );
  END LOOP;
END $$;
SELECT journal_make_months((now() AT TIME ZONE 'UTC')::date, 3);
"""

BACK = """
DROP TABLE journal_entry;
DROP FUNCTION journal_make_months(date, integer);
DROP FUNCTION journal_refuse();
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="JournalEntry",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("kind", models.TextField()),
                ("app_id", models.BigIntegerField(null=True)),
                ("record_id", models.BigIntegerField(null=True)),
                ("revision", models.BigIntegerField(null=True)),
                ("actor_id", models.BigIntegerField()),
                ("source", models.TextField()),
                ("body", models.TextField()),
            ],
            options={"db_table": "journal_entry", "managed": False},
        ),
        migrations.RunSQL(TABLE, BACK),
    ]
