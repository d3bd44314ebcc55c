"""Many cases by one statement a table: spread over the year, the units and the states, with events and words."""

import random
import re
from typing import Any

from django.db import connection

HEAVY_OPEN = 20_000
OPEN_SHARE = 0.05

# One row a case, in a temporary table that the three inserts read. `open` cases are due around now, half of
# them late; every fourth of the closed ones fell silent. The first HEAVY_OPEN open cases belong to one unit.
DRAW = """
CREATE TEMPORARY TABLE drawn ON COMMIT DROP AS
SELECT g, n, state, unit_id, station_id, subcentre_id, category_id, plot_id, at, due_at, number,
    (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7' || substr(h, 1, 3)
        || '8' || substr(h, 4, 15))::uuid AS id
FROM (
    SELECT g, g + %(start)s AS n, md5((g + %(start)s)::text || 'case') AS h,
        CASE WHEN g <= %(open)s THEN
                 (ARRAY['received', 'triaged', 'assigned', 'handling', 'handling', 'handling', 'returned',
                        'answered'])[1 + (g %% 8)::int]
             ELSE (ARRAY['confirmed', 'confirmed', 'confirmed', 'silent'])[1 + (g %% 4)::int] END AS state,
        CASE WHEN g <= %(open)s THEN now() - (g %% 240) * interval '1 hour'
             ELSE now() - interval '10 days' - (g %% 8500) * interval '1 hour' END AS at,
        now() + ((g * 7919) %% 14400 - 7200) * interval '1 minute' AS due_at,
        '2026-' || 'bench-' || lpad((g + %(start)s)::text, 8, '0') AS number,
        CASE WHEN g <= %(heavy)s THEN 1 ELSE 1 + ((g * 31) %% array_length(%(units)s::bigint[], 1))::int END AS u
    FROM generate_series(1, %(count)s::bigint) AS g
) AS numbered
CROSS JOIN LATERAL (SELECT
    (%(units)s::bigint[])[u] AS unit_id, (%(stations)s::bigint[])[u] AS station_id,
    (%(subcentres)s::bigint[])[u] AS subcentre_id, (%(plots)s::bigint[])[u] AS plot_id,
    (%(categories)s::bigint[])[1 + ((g * 17) %% array_length(%(categories)s::bigint[], 1))::int] AS category_id
) AS placed
"""

CASES = """
INSERT INTO cases_case (id, number, version, state, unit_id, station_id, subcentre_id, escalations, channel, title,
    category_id, need_class, urgency, catalogue, desk_reason, plot_id, about_a_unit, received_at, clock, due_at,
    escalate_at, promised_at, first_promised_at, answered_at, outcome, closed_at, confirmed_by_telephone,
    send_backs, bounces, question_open, call_back_due, resident_spoke{others})
SELECT id, number, 4, state, unit_id, NULLIF(station_id, 0), NULLIF(subcentre_id, 0), 0, 'web',
    '三号楼二单元的暖气三天不热 ' || n, category_id, 'everyday', 'normal', '2026-2',
    CASE WHEN state = 'received' THEN 'no_place' ELSE '' END, plot_id, false, at,
    CASE WHEN g > %(open)s THEN '' WHEN state = 'answered' THEN 'confirm' ELSE 'handle' END,
    CASE WHEN g <= %(open)s THEN due_at END, NULL, due_at, due_at,
    CASE WHEN g > %(open)s OR state = 'answered' THEN at + interval '2 days' END,
    CASE WHEN g > %(open)s OR state = 'answered' THEN 'fixed' ELSE '' END,
    CASE WHEN g > %(open)s THEN at + interval '2 days' END, false,
    CASE WHEN state = 'returned' THEN 1 ELSE 0 END, 0, g %% 50 = 0, state = 'answered', g %% 40 = 0{defaults}
FROM drawn
"""

EVENTS = """
INSERT INTO cases_event (case_id, seq, act, source, target, at, who, unit_id, clock, due_at, codes)
SELECT id, seq, act, source, target, at + seq * interval '1 hour', who, unit_id, clock, due_at, '{}'
FROM drawn CROSS JOIN (VALUES
    (1, 'ask', '', 'received', 'resident', 'triage'), (2, 'triage', 'received', 'triaged', 'staff', 'assign'),
    (3, 'assign', 'triaged', 'assigned', 'staff', 'sign'), (4, 'accept', 'assigned', 'handling', 'staff', 'handle')
) AS course (seq, act, source, target, who, clock)
"""

WORDS = """
INSERT INTO cases_words (case_id, n, seq, kind, text, salt, tokens)
SELECT id, 10, 1, 'request', '三号楼二单元的暖气三天不热，家里有老人。' || n, '\\x00', ARRAY['暖气', '三号', '老人']
FROM drawn
"""

HANDLES = """
INSERT INTO lookup_handle (value, kind, case_id) SELECT number, 'number', id FROM drawn
"""


def secrets_of_some(count: int) -> list[str]:
    """Residents' secrets for some open cases, as receipts carry them."""
    from huisheng.cases.actions.handles import new_secret
    from huisheng.cases.models import Case, Handle
    from huisheng.cases.models.handle import hash_of

    made = {
        new_secret(): case
        for case in Case.objects.order_by("-received_at").values_list("id", flat=True)[:count]
    }
    Handle.objects.bulk_create(
        Handle(kind=Handle.Kind.SECRET, value=hash_of(secret), case_id=case) for secret, case in made.items()
    )
    return list(made)


def with_defaults(statement: str) -> str:
    """An INSERT of cases with the columns that it does not name: those that need a value get their default."""
    from huisheng.cases.models import Case

    named = set(re.findall(r"\w+", statement.split("SELECT", maxsplit=1)[0]))
    left = [f for f in Case._meta.concrete_fields if not f.null and f.column not in named]
    return statement.replace("{others}", "".join(f", {field.column}" for field in left)).replace(
        "{defaults}", "".join(f", {_literal(field.get_default())}" for field in left)
    )


def _literal(value: Any) -> str:
    return (
        str(value).lower()
        if isinstance(value, bool)
        else f"'{value}'"
        if isinstance(value, str)
        else str(value)
    )


def fill(start: int, count: int, heavy_unit_id: int) -> None:
    """Add `count` cases numbered from `start` + 1; as the owner, in one transaction, then ANALYZE."""
    from django.db import transaction

    values = places(heavy_unit_id) | {"start": start, "count": count, "open": int(count * OPEN_SHARE)}
    values["heavy"] = max(0, HEAVY_OPEN if start == 0 else 0)
    with transaction.atomic(), connection.cursor() as cursor:
        if values["heavy"]:
            values["open"] = max(values["open"], HEAVY_OPEN)
        for statement in (DRAW, with_defaults(CASES), EVENTS, WORDS, HANDLES):
            cursor.execute(statement, values)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE cases_case, cases_event, cases_words, lookup_handle")


def places(heavy_unit_id: int) -> dict[str, Any]:
    """Units that handle cases, with their ancestors and one of their plots, the heavy one first."""
    from huisheng.cases.models import Category
    from huisheng.network.tree import tree

    network = tree()
    handling = [
        u.id for u in network.units.values() if u.level in (3, 4) and not u.closed and u.id != heavy_unit_id
    ]
    random.Random(1).shuffle(handling)
    units = [heavy_unit_id, *handling]
    plots = {unit: next((plot.id for plot in network.plots_of(unit)), None) for unit in units}
    return {
        "units": units,
        "stations": [network.at_level(unit, 3) or 0 for unit in units],
        "subcentres": [network.at_level(unit, 2) or 0 for unit in units],
        "plots": [plots[unit] for unit in units],
        "categories": list(Category.objects.values_list("id", flat=True)),
    }
