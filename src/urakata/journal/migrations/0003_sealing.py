from __future__ import annotations

from django.db import migrations

FORWARD = r"""
-- The order in which entries were sealed, and what stands for each in the tree (RFC 9162, 2.1).
CREATE TABLE journal_leaf (
  index bigint PRIMARY KEY,
  entry_id bigint NOT NULL UNIQUE,
  at timestamptz NOT NULL,
  hash bytea NOT NULL
);
-- Complete subtrees of 256 leaves and more: the smaller ones are computed from the leaves.
CREATE TABLE journal_node (
  level smallint,
  index bigint,
  hash bytea NOT NULL,
  PRIMARY KEY (level, index)
);
CREATE TABLE journal_key (
  number bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  id text NOT NULL UNIQUE,
  text text NOT NULL,
  signature bytea
);
CREATE TABLE journal_head (
  size bigint PRIMARY KEY,
  root bytea NOT NULL,
  text text NOT NULL,
  signature bytea NOT NULL
);
CREATE TABLE journal_stamp (
  size bigint PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT now(),
  response bytea NOT NULL
);
-- Months whose entries were taken out by the policy of retention; their leaves stay.
CREATE TABLE journal_retired (
  month date PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT now(),
  entries bigint NOT NULL
);

-- Where the sealer looks for entries: those up to `floor` are sealed, or never came to be. `seen`
-- becomes the floor when all transactions up to `xid` of this `cluster` have ended.
-- A shortcut only: it proves nothing, and may change.
CREATE TABLE journal_mark (
  is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
  floor bigint NOT NULL DEFAULT 0,
  seen bigint NOT NULL DEFAULT 0,
  xid xid8 NOT NULL DEFAULT '0',
  cluster bigint NOT NULL DEFAULT 0
);
INSERT INTO journal_mark DEFAULT VALUES;

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['leaf', 'node', 'key', 'head', 'stamp', 'retired'] LOOP
    EXECUTE format('CREATE TRIGGER journal_keep BEFORE UPDATE OR DELETE ON %I '
      'FOR EACH ROW EXECUTE FUNCTION journal_refuse()', 'journal_' || name);
    EXECUTE format('CREATE TRIGGER journal_keep_all BEFORE TRUNCATE ON %I '
      'FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse()', 'journal_' || name);
  END LOOP;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("journal", "0002_room")]
    operations = [migrations.RunSQL(FORWARD)]
