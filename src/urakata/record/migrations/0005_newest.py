from __future__ import annotations

from django.db import migrations

NEWEST = r"""
-- The newest rows of a table of texts that have all the words, newest first, below a key: at most
-- `most` of them. `down_to` is the key that it looked down to; 0 when it looked at everything.
-- `doc` is the squeezed text as the index of pairs over it has it. Common words are found among
-- the newest rows, rare ones in the index; what is neither is walked for, `walked` rows at most.
CREATE FUNCTION ledger.newest(
  texts regclass, key text, doc text, words text[], below bigint, most int, walked int,
  OUT ids bigint[], OUT down_to bigint
)
LANGUAGE plpgsql
SET max_parallel_workers_per_gather = 0
SET enable_seqscan = off
SET work_mem = '64MB'
AS $$
DECLARE
  few constant int := 200;
  squeezed text[] := ARRAY(SELECT ledger.squeeze(w) FROM unnest(words) AS w);
  patterns text[] := ARRAY(
    SELECT '%' || replace(replace(replace(w, '\', '\\'), '%', '\%'), '_', '\_') || '%'
    FROM unnest(squeezed) AS w
  );
  walk text := format(
    'SELECT coalesce(array_agg(k ORDER BY k DESC) FILTER (WHERE has), ''{}''), min(k), count(*)'
    ' FROM (SELECT %1$I AS k, %2$s LIKE ALL ($1) AS has FROM %3$s WHERE %1$I < $2'
    ' ORDER BY %1$I DESC LIMIT $3) AS n', key, doc, texts
  );
  pairs text;
  plan json;
  seen bigint;
BEGIN
  EXECUTE walk INTO ids, down_to, seen USING patterns, below, few;
  IF seen < few THEN
    down_to := 0;
  ELSIF cardinality(ids) < most THEN
    SELECT string_agg('(' || ledger.bigram_query(w)::text || ')', ' & ') INTO pairs
    FROM unnest(squeezed) AS w;
    IF (SELECT reltuples FROM pg_class WHERE oid = texts) > 50000 THEN
      EXECUTE format(
        'EXPLAIN (FORMAT JSON) SELECT FROM %s WHERE ledger.bigrams(%s) @@ %L', texts, doc, pairs
      ) INTO plan;
    END IF;
    -- a longer word of common pairs may be rare all the same: comparing them all is quicker than a walk
    IF (plan -> 0 -> 'Plan' ->> 'Plan Rows')::float8
      > (CASE WHEN (SELECT max(length(w)) FROM unnest(squeezed) AS w) > 2 THEN 200000 ELSE 20000 END)
    THEN
      EXECUTE walk INTO ids, down_to, seen USING patterns, below, walked;
      IF seen < walked THEN
        down_to := 0;
      END IF;
    ELSE
      EXECUTE format(
        'WITH found AS MATERIALIZED ('
        ' SELECT %1$I AS k FROM %3$s WHERE ledger.bigrams(%2$s) @@ $1::tsquery AND %2$s LIKE ALL ($2)'
        ' UNION SELECT %1$I FROM %3$s WHERE length(%2$s) > 100000 AND %2$s LIKE ALL ($2) AND $5'
        ') SELECT coalesce(array_agg(k ORDER BY k DESC), ''{}'') FROM ('
        ' SELECT k FROM found WHERE k < $3 ORDER BY k DESC LIMIT $4 + 1) AS n', key, doc, texts
      ) INTO ids USING pairs, patterns, below, most, doc = 'doc' AND key = 'record_id';
      down_to := 0;
    END IF;
  END IF;
  IF cardinality(ids) > most THEN
    ids := ids[:most];
    down_to := ids[most];
  END IF;
END
$$;

-- The same for the records of several apps, of each below a key of its own, with the records
-- whose texts are out of date added: these are for the caller to compare. Apps without any are left
-- out; one that there was no time for is looked down to where it was to begin.
CREATE FUNCTION ledger.newest_records(
  apps bigint[], belows bigint[], words text[], most int, walked int, seconds float8
) RETURNS TABLE (app bigint, ids bigint[], down_to bigint)
LANGUAGE plpgsql AS $$
DECLARE
  ends timestamptz := clock_timestamp() + seconds * interval '1 second';
  late bigint[];
  below bigint;
BEGIN
  FOR app, below IN SELECT * FROM unnest(apps, belows) LOOP
    IF clock_timestamp() > ends THEN
      ids := '{}';
      down_to := below;
    ELSE
      late := NULL;
      IF EXISTS (SELECT FROM record_searchdirty AS d WHERE d.app_id = app) THEN
        EXECUTE format(
          'SELECT array_agg(id ORDER BY id DESC) FROM (SELECT DISTINCT t.id FROM'
          ' (SELECT first_id, last_id FROM record_searchdirty WHERE app_id = $1'
          '  ORDER BY last_id DESC LIMIT 20001) AS d,'
          ' LATERAL (SELECT id FROM ledger.app_%s WHERE id BETWEEN d.first_id AND d.last_id'
          '  AND id < $2 ORDER BY id DESC LIMIT 1000) AS t ORDER BY t.id DESC LIMIT 1000) AS n', app
        ) INTO late USING app, below;
      END IF;
      SELECT n.ids, n.down_to INTO ids, down_to FROM ledger.newest(
        format('ledger.app_%s_s', app)::regclass, 'record_id', 'doc', words, below, most, walked
      ) AS n;
      IF cardinality(late) = 1000 THEN
        down_to := greatest(down_to, late[1000]);
      END IF;
      ids := ids || coalesce(late, '{}');
    END IF;
    IF cardinality(ids) > 0 OR down_to > 0 THEN
      RETURN NEXT;
    END IF;
  END LOOP;
END
$$;
"""
UNDO = """
DROP FUNCTION ledger.newest_records(bigint[], bigint[], text[], int, int, float8);
DROP FUNCTION ledger.newest(regclass, text, text, text[], bigint, int, int);
"""


class Migration(migrations.Migration):
    dependencies = [("record", "0004_file_texts")]
    operations = [migrations.RunSQL(NEWEST, UNDO)]
