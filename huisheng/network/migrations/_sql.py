"""The SQL of migration 0002. Errors that it raises have SQLSTATE 23514 and the name of the rule as constraint."""

TREES = [
    ("network_area", "parent_id"),
    ("network_unit", "parent_id"),
    ("network_organisation", "superior_id"),
]
KEPT = [
    "network_area",
    "network_unit",
    "network_organisation",
    "network_dispatchedbranch",
    "network_massorg",
    "network_plot",
    "network_plotholding",
    "network_team",
    "network_plothub",
    "network_ownerscommittee",
]
IN_SNAPSHOT = [
    "network_area",
    "network_unit",
    "network_organisation",
    "network_plot",
    "network_plotholding",
    "network_plothub",
]
TRANSITIONS = {
    "insert": "NEW TABLE AS new_rows",
    "update": "OLD TABLE AS old_rows NEW TABLE AS new_rows",
    "delete": "OLD TABLE AS old_rows",
}


def undo_sql(*functions: str) -> str:
    """Drop the functions with their triggers."""
    return "".join(f"DROP FUNCTION IF EXISTS {function}() CASCADE;" for function in functions)


def _triggers(table: str, function: str, events: tuple[str, ...]) -> str:
    return "".join(
        f"CREATE TRIGGER {function}_{event} AFTER {event.upper()} ON {table} "
        f"REFERENCING {TRANSITIONS[event]} FOR EACH STATEMENT EXECUTE FUNCTION {function}();"
        for event in events
    )


def _refuse(rule: str, message: str, detail: str) -> str:
    return (
        f"RAISE EXCEPTION USING ERRCODE = '23514', CONSTRAINT = '{rule}', "
        f"MESSAGE = '{message}', DETAIL = {detail};"
    )


def tree_sql(table: str, column: str) -> str:
    """No row may be above itself. Climbs from each written row; the last row to close a cycle finds itself."""
    function = f"{table}_no_cycle"
    return f"""
CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE found bigint;
BEGIN
  WITH RECURSIVE climb(start, at) AS (
    SELECT id, {column} FROM new_rows WHERE {column} IS NOT NULL
    UNION
    SELECT climb.start, above.{column} FROM climb JOIN {table} above ON above.id = climb.at
    WHERE above.{column} IS NOT NULL AND climb.at <> climb.start
  )
  SELECT start INTO found FROM climb WHERE start = at LIMIT 1;
  IF found IS NOT NULL THEN
    {_refuse(function, "a row is above itself", "found::text")}
  END IF;
  RETURN NULL;
END $$;
{_triggers(table, function, ("insert", "update"))}"""


def level_sql() -> str:
    """A unit's parent is on the same level or one above (domain.md D13), seen from both ends."""
    rule = "network_unit_levels"
    return f"""
CREATE FUNCTION {rule}() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE found text;
BEGIN
  SELECT child.code INTO found
  FROM network_unit child JOIN network_unit parent ON parent.id = child.parent_id
  WHERE parent.level NOT IN (child.level, child.level - 1)
    AND (child.id IN (SELECT id FROM new_rows) OR parent.id IN (SELECT id FROM new_rows))
  LIMIT 1;
  IF found IS NOT NULL THEN
    {_refuse(rule, "the parent is not on the same level or one above", "found")}
  END IF;
  RETURN NULL;
END $$;
{_triggers("network_unit", rule, ("insert", "update"))}"""


def holding_sql() -> str:
    """Only a branch holds a plot (domain.md D11); only a unit of kind hub is a plot's hub household."""
    branch, hub = "network_holder_is_branch", "network_hub_is_hub"
    return f"""
CREATE FUNCTION {branch}() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE found text;
BEGIN
  SELECT o.code INTO found FROM network_plotholding h JOIN network_organisation o ON o.id = h.organisation_id
  WHERE o.kind <> 'branch'
    AND (TG_TABLE_NAME = 'network_organisation' AND o.id IN (SELECT id FROM new_rows)
      OR TG_TABLE_NAME = 'network_plotholding' AND h.id IN (SELECT id FROM new_rows))
  LIMIT 1;
  IF found IS NOT NULL THEN
    {_refuse(branch, "only a branch holds a plot", "found")}
  END IF;
  RETURN NULL;
END $$;
{_triggers("network_plotholding", branch, ("insert", "update"))}
{_triggers("network_organisation", branch, ("update",))}
CREATE FUNCTION {hub}() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE found text;
BEGIN
  SELECT u.code INTO found FROM network_plothub t JOIN network_unit u ON u.id = t.unit_id
  WHERE u.kind <> 'hub'
    AND (TG_TABLE_NAME = 'network_unit' AND u.id IN (SELECT id FROM new_rows)
      OR TG_TABLE_NAME = 'network_plothub' AND t.id IN (SELECT id FROM new_rows))
  LIMIT 1;
  IF found IS NOT NULL THEN
    {_refuse(hub, "only a hub household is the hub of a plot", "found")}
  END IF;
  RETURN NULL;
END $$;
{_triggers("network_plothub", hub, ("insert", "update"))}
{_triggers("network_unit", hub, ("update",))}"""


def place_sql() -> str:
    """A plot's unit is a studio or, where there is none, a station (domain.md D9, D13)."""
    rule = "network_plot_unit_on_the_spot"
    return f"""
CREATE FUNCTION {rule}() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE found text;
BEGIN
  SELECT p.code INTO found FROM network_plot p JOIN network_unit u ON u.id = p.unit_id
  WHERE u.level NOT IN (3, 4)
    AND (TG_TABLE_NAME = 'network_unit' AND u.id IN (SELECT id FROM new_rows)
      OR TG_TABLE_NAME = 'network_plot' AND p.id IN (SELECT id FROM new_rows))
  LIMIT 1;
  IF found IS NOT NULL THEN
    {_refuse(rule, "a plot is kept by a station or a studio", "found")}
  END IF;
  RETURN NULL;
END $$;
{_triggers("network_plot", rule, ("insert", "update"))}
{_triggers("network_unit", rule, ("update",))}"""


def history_sql() -> str:
    """Every change of a network row becomes a revision; new dwellings are summed up per statement."""
    insert = "INSERT INTO network_revision (at, transaction, table_name, row_id, data, old)"
    stamp = "statement_timestamp(), pg_current_xact_id()::text::bigint, TG_TABLE_NAME"
    changed = f"""
  IF TG_OP = 'UPDATE' THEN
    {insert} SELECT {stamp}, n.id, to_jsonb(n), to_jsonb(o)
    FROM new_rows n JOIN old_rows o ON o.id = n.id WHERE to_jsonb(n) <> to_jsonb(o) ORDER BY n.id;
  ELSIF TG_OP = 'DELETE' THEN
    {insert} SELECT {stamp}, o.id, NULL, to_jsonb(o) FROM old_rows o ORDER BY o.id;"""
    every = ("insert", "update", "delete")
    return f"""
CREATE FUNCTION network_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN {changed}
  ELSE
    {insert} SELECT {stamp}, n.id, to_jsonb(n), NULL FROM new_rows n ORDER BY n.id;
  END IF;
  RETURN NULL;
END $$;
CREATE FUNCTION network_history_of_dwellings() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN {changed}
  ELSE
    {insert} SELECT {stamp}, NULL,
      jsonb_build_object('count', count(*), 'ids', range_agg(int8range(id, id, '[]'))::text), NULL
    FROM new_rows HAVING count(*) > 0;
  END IF;
  RETURN NULL;
END $$;
{"".join(_triggers(table, "network_history", every) for table in KEPT)}
{_triggers("network_dwelling", "network_history_of_dwellings", every)}"""


def stamp_sql() -> str:
    """A new random stamp with each change of what the in-process snapshot holds."""
    every = "AFTER INSERT OR UPDATE OR DELETE"
    triggers = "".join(
        f"CREATE TRIGGER network_stamp {every} ON {table} FOR EACH STATEMENT EXECUTE FUNCTION network_stamp();"
        for table in IN_SNAPSHOT
    )
    return f"""
CREATE FUNCTION network_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO network_version (id, stamp, changed_at) VALUES (1, gen_random_uuid(), statement_timestamp())
  ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp, changed_at = excluded.changed_at;
  RETURN NULL;
END $$;
{triggers}"""
