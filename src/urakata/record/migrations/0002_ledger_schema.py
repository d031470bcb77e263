from __future__ import annotations

from django.db import migrations

SPELLING = r"""
CREATE SCHEMA IF NOT EXISTS ledger;

-- One spelling for searching: full-width and half-width, capitals and small letters are the same.
CREATE FUNCTION ledger.fold(t text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN lower(normalize(t, NFKC));

-- The same without spaces (NFKC has made U+3000 one of them): what search texts are kept in.
CREATE FUNCTION ledger.squeeze(t text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN translate(ledger.fold(t), E' \t\n\r\f\v', '');

-- A text's overlapping pairs of characters as a tsvector: PostgreSQL's own full-text index then
-- finds two-character Japanese words. The lone last character makes one-character prefix searches
-- complete. A tsvector holds 1 MB at most, hence the limit: longer texts have an index of their own.
CREATE FUNCTION ledger.bigrams(t text) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT COST 10000
RETURN (
  SELECT array_to_tsvector(array_agg(p.a || coalesce(p.b, '')))
  FROM unnest(
    string_to_array(left(t, 100000), NULL), (string_to_array(left(t, 100000), NULL))[2:]
  ) AS p(a, b)
);

-- What a squeezed word must have in the index: its pairs (sixteen narrow it down enough), or for
-- a single character any pair that begins with it.
CREATE FUNCTION ledger.bigram_query(word text) RETURNS tsquery
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN (
  SELECT string_agg(
    DISTINCT '''' || replace(replace(substr(word, n, 2), '\', '\\'), '''', '''''') || ''''
      || CASE WHEN length(word) = 1 THEN ':*' ELSE '' END,
    ' & '
  )::tsquery
  FROM generate_series(1, least(greatest(length(word) - 1, 1), 16)) AS n
);
"""

FINDING = r"""
-- The records of an app whose search text has the needle, unless there are more than `most` or
-- the word is known to be common: then `ids` is NULL. `firsts` and `lasts` are the ranges of
-- records whose search text is out of date; they are read first, so that a range that is brought
-- up to date meanwhile is found in the texts.
CREATE FUNCTION ledger.find(
  app bigint, needle text, most bigint,
  OUT ids bigint[], OUT firsts bigint[], OUT lasts bigint[]
)
LANGUAGE plpgsql
SET max_parallel_workers_per_gather = 0
SET enable_seqscan = off
SET work_mem = '64MB'
AS $$
DECLARE
  texts text := format('ledger.app_%s_s', app);
  word text := ledger.squeeze(needle);
  pairs tsquery;
  pattern text := '%' || replace(replace(replace(word, '\', '\\'), '%', '\%'), '_', '\_') || '%';
  plan json;
  expected float8;
  hits bigint;
BEGIN
  SELECT array_agg(first_id), array_agg(last_id) INTO firsts, lasts
  FROM (SELECT first_id, last_id FROM record_searchdirty WHERE app_id = app LIMIT 20001) AS notes;
  IF word = '' OR cardinality(firsts) > 20000 THEN  -- nobody keeps the texts
    RETURN;
  END IF;
  pairs := ledger.bigram_query(word);

  -- A common word is not worth asking the index for: it would list every record first. Up to two
  -- characters are one pair or the beginning of some, and the statistics know the common pairs;
  -- common pairs may still make a rare word, so for a longer one look at the newest records.
  IF length(word) <= 2 THEN
    EXECUTE format(
      'EXPLAIN (FORMAT JSON) SELECT FROM %s WHERE ledger.bigrams(doc) @@ %L', texts, pairs
    ) INTO plan;
    expected := (plan -> 0 -> 'Plan' ->> 'Plan Rows')::float8;
    IF expected > most
      AND expected > 0.01 * (SELECT reltuples FROM pg_class WHERE oid = texts::regclass)
    THEN
      RETURN;
    END IF;
  ELSE
    EXECUTE format(
      'SELECT count(*) FROM (SELECT doc FROM %1$s ORDER BY record_id DESC LIMIT 300) AS newest'
      ' WHERE doc LIKE $1 AND (SELECT reltuples FROM pg_class WHERE oid = %1$L::regclass) > $2',
      texts
    ) INTO hits USING pattern, most;
    IF hits >= 3 THEN
      RETURN;
    END IF;
  END IF;

  EXECUTE format(
    'SELECT coalesce(array_agg(record_id), ''{}'') FROM ('
    ' (SELECT record_id FROM %1$s WHERE ledger.bigrams(doc) @@ $1 AND doc LIKE $2 LIMIT $3 + 1)'
    ' UNION ALL'
    ' SELECT record_id FROM %1$s WHERE length(doc) > 100000 AND doc LIKE $2'
    ') AS x', texts
  ) INTO ids USING pairs, pattern, most;
  IF cardinality(ids) > most THEN
    ids := NULL;
  END IF;
END
$$;

-- Search texts go with their records. Not a foreign key: that would make everyone who deletes a
-- record wait for the upkeep of the texts, and the upkeep fail over records just deleted.
CREATE FUNCTION ledger.forget_texts() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format(
    'DELETE FROM ledger.%I WHERE record_id IN (SELECT id FROM gone)', TG_TABLE_NAME || '_s'
  );
  RETURN NULL;
END
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("record", "0001_initial")]
    operations = [
        migrations.RunSQL(SPELLING + FINDING, "DROP SCHEMA ledger CASCADE"),
    ]
