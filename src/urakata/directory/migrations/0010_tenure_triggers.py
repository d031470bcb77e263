from __future__ import annotations

from django.db import migrations

FORWARD = r"""
-- The day on which a change takes effect: today for the company, unless the transaction says
-- otherwise (`directory.tenures.effective_on`).
CREATE FUNCTION directory_today() RETURNS date LANGUAGE sql STABLE AS $$
  SELECT coalesce(
    nullif(current_setting('urakata.effective_on', true), '')::date,
    (now() AT TIME ZONE coalesce(
      (SELECT timezone FROM directory_companycalendar LIMIT 1), 'Asia/Tokyo'))::date)
$$;

-- Each of these three compares what is with what is said to go on, for the rows named; where they
-- differ, what was ends on the day of the change, and what is begins. What would have lasted no
-- day, or begins only later (a change that was made known late), is forgotten.
CREATE FUNCTION directory_keep_tenures(people bigint[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  today date := directory_today();
  users bigint[];
  units bigint[];
BEGIN
  SELECT array_agg(coalesce(m.user_id, t.user_id)),
         array_agg(coalesce(m.organization_id, t.organization_id))
  INTO users, units
  FROM (SELECT * FROM directory_membership WHERE user_id = ANY (people)) m
  FULL JOIN (
    SELECT * FROM directory_tenure WHERE user_id = ANY (people) AND valid_to IS NULL
  ) t ON t.user_id = m.user_id AND t.organization_id = m.organization_id
  WHERE m.id IS NULL OR t.id IS NULL OR t.title_id IS DISTINCT FROM m.title_id;
  IF users IS NULL THEN
    RETURN;
  END IF;
  DELETE FROM directory_tenure t USING unnest(users, units) AS d (u, o)
  WHERE t.user_id = d.u AND t.organization_id = d.o AND t.valid_from >= today;
  UPDATE directory_tenure t SET valid_to = today FROM unnest(users, units) AS d (u, o)
  WHERE t.user_id = d.u AND t.organization_id = d.o
    AND (t.valid_to IS NULL OR t.valid_to > today);
  INSERT INTO directory_tenure (user_id, organization_id, title_id, valid_from)
  SELECT m.user_id, m.organization_id, m.title_id, today
  FROM directory_membership m
  JOIN unnest(users, units) AS d (u, o) ON m.user_id = d.u AND m.organization_id = d.o
  ORDER BY m.id;
END $$;

CREATE FUNCTION directory_keep_people(people bigint[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  today date := directory_today();
BEGIN
  DELETE FROM directory_personera WHERE user_id = ANY (people) AND valid_from >= today;
  UPDATE directory_personera SET valid_to = today
  WHERE user_id = ANY (people) AND (valid_to IS NULL OR valid_to > today);
  INSERT INTO directory_personera
    (user_id, is_active, primary_organization_id, manager_id, valid_from)
  SELECT id, is_active, primary_organization_id, manager_id, today
  FROM directory_user WHERE id = ANY (people) ORDER BY id;
END $$;

CREATE FUNCTION directory_keep_organizations(units bigint[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  today date := directory_today();
BEGIN
  DELETE FROM directory_organizationera
  WHERE organization_id = ANY (units) AND valid_from >= today;
  UPDATE directory_organizationera SET valid_to = today
  WHERE organization_id = ANY (units) AND (valid_to IS NULL OR valid_to > today);
  INSERT INTO directory_organizationera
    (organization_id, code, name, parent_id, is_closed, valid_from)
  SELECT id, code, name, parent_id, is_closed, today
  FROM directory_organization WHERE id = ANY (units) ORDER BY id;
END $$;

CREATE FUNCTION directory_membership_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM directory_keep_tenures(ARRAY(SELECT DISTINCT user_id FROM new_rows));
  ELSIF TG_OP = 'DELETE' THEN
    PERFORM directory_keep_tenures(ARRAY(SELECT DISTINCT user_id FROM old_rows));
  ELSE
    PERFORM directory_keep_tenures(
      ARRAY(SELECT user_id FROM new_rows UNION SELECT user_id FROM old_rows));
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER tenure_added AFTER INSERT ON directory_membership
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION directory_membership_changed();
CREATE TRIGGER tenure_changed AFTER UPDATE ON directory_membership
  REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION directory_membership_changed();
CREATE TRIGGER tenure_ended AFTER DELETE ON directory_membership
  REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION directory_membership_changed();

CREATE FUNCTION directory_user_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  people bigint[];
BEGIN
  IF TG_OP = 'INSERT' THEN
    people := ARRAY(SELECT id FROM new_rows);
  ELSIF TG_OP = 'DELETE' THEN
    people := ARRAY(SELECT id FROM old_rows);
  ELSE
    people := ARRAY(
      SELECT n.id FROM new_rows n JOIN old_rows o ON o.id = n.id
      WHERE (n.is_active, n.primary_organization_id, n.manager_id)
        IS DISTINCT FROM (o.is_active, o.primary_organization_id, o.manager_id));
  END IF;
  IF cardinality(people) > 0 THEN
    PERFORM directory_keep_people(people);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER era_added AFTER INSERT ON directory_user
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION directory_user_changed();
CREATE TRIGGER era_changed AFTER UPDATE ON directory_user
  REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION directory_user_changed();
CREATE TRIGGER era_ended AFTER DELETE ON directory_user
  REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION directory_user_changed();

CREATE FUNCTION directory_organization_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  units bigint[];
BEGIN
  IF TG_OP = 'INSERT' THEN
    units := ARRAY(SELECT id FROM new_rows);
  ELSIF TG_OP = 'DELETE' THEN
    units := ARRAY(SELECT id FROM old_rows);
  ELSE
    units := ARRAY(
      SELECT n.id FROM new_rows n JOIN old_rows o ON o.id = n.id
      WHERE (n.code, n.name, n.parent_id, n.is_closed)
        IS DISTINCT FROM (o.code, o.name, o.parent_id, o.is_closed));
  END IF;
  IF cardinality(units) > 0 THEN
    PERFORM directory_keep_organizations(units);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER era_added AFTER INSERT ON directory_organization
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION directory_organization_changed();
CREATE TRIGGER era_changed AFTER UPDATE ON directory_organization
  REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION directory_organization_changed();
CREATE TRIGGER era_ended AFTER DELETE ON directory_organization
  REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION directory_organization_changed();

-- What is there already has been so for as long as anybody knows.
INSERT INTO directory_tenure (user_id, organization_id, title_id, valid_from)
SELECT user_id, organization_id, title_id, date '0001-01-01' FROM directory_membership ORDER BY id;
INSERT INTO directory_personera
  (user_id, is_active, primary_organization_id, manager_id, valid_from)
SELECT id, is_active, primary_organization_id, manager_id, date '0001-01-01'
FROM directory_user ORDER BY id;
INSERT INTO directory_organizationera
  (organization_id, code, name, parent_id, is_closed, valid_from)
SELECT id, code, name, parent_id, is_closed, date '0001-01-01'
FROM directory_organization ORDER BY id;
"""

BACK = """
DROP TRIGGER tenure_added ON directory_membership;
DROP TRIGGER tenure_changed ON directory_membership;
DROP TRIGGER tenure_ended ON directory_membership;
DROP TRIGGER era_added ON directory_user;
DROP TRIGGER era_changed ON directory_user;
DROP TRIGGER era_ended ON directory_user;
DROP TRIGGER era_added ON directory_organization;
DROP TRIGGER era_changed ON directory_organization;
DROP TRIGGER era_ended ON directory_organization;
DROP FUNCTION directory_membership_changed();
DROP FUNCTION directory_user_changed();
DROP FUNCTION directory_organization_changed();
DROP FUNCTION directory_keep_tenures(bigint[]);
DROP FUNCTION directory_keep_people(bigint[]);
DROP FUNCTION directory_keep_organizations(bigint[]);
DROP FUNCTION directory_today();
DELETE FROM directory_tenure;
DELETE FROM directory_personera;
DELETE FROM directory_organizationera;
"""


class Migration(migrations.Migration):
    """Tenures and eras, kept by the database: no road past them."""

    dependencies = [("directory", "0009_people_over_time")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
