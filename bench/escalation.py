"""bench-escalation: the sweep that gives overdue cases a supervisor, over 1,000,000 open cases, 1 % of them overdue.

Limit: 2 s for the whole sweep, its events, audit and changes written. The sweep of warnings and that of the clocks
beside cases are measured as well, each over as many. BENCH_CASES="100000" measures fewer.
"""

import json
import os
import time
from collections.abc import Callable

from bench import many, site

CASES_WANTED = 1_000_000
LIMIT_SECONDS = 2.0

EMPTY = "TRUNCATE cases_side_clock, cases_event, cases_words, cases_case CASCADE"

# All are open and handled; every hundredth is overdue, the next one has just come to the time of its warning.
CASES = """
INSERT INTO cases_case (id, number, version, state, unit_id, station_id, subcentre_id, escalations, channel, title,
    category_id, need_class, urgency, catalogue, desk_reason, plot_id, about_a_unit, received_at, acted_at, clock,
    due_at, escalate_at, warn_at, promised_at, first_promised_at, outcome, confirmed_by_telephone, send_backs,
    bounces, side_clocks_running{others})
SELECT id, number, 1, 'handling', unit_id, NULLIF(station_id, 0), NULLIF(subcentre_id, 0), 0, 'web',
    '三号楼二单元的暖气三天不热 ' || n, category_id, 'everyday', 'normal', '2026-1', '', plot_id, false, at, at,
    'handle', due, due, CASE WHEN g %% 100 = 1 THEN now() - interval '1 minute' ELSE due - interval '1 day' END,
    due, due, '', false, 0, 0, CASE WHEN g %% 100 = 2 THEN 1 ELSE 0 END{defaults}
FROM (
    SELECT drawn.*, CASE WHEN g %% 100 = 0 THEN now() - (g %% 1440) * interval '1 minute'
        ELSE now() + interval '2 days' + (g %% 20000) * interval '1 minute' END AS due
    FROM drawn
) AS timed
"""

EVENTS = """
INSERT INTO cases_event (case_id, seq, act, source, target, at, who, unit_id, clock, codes)
SELECT id, 1, 'ask', '', 'received', at, 'resident', unit_id, 'triage', '{}' FROM drawn
"""

CLOCKS = """
INSERT INTO cases_side_clock (case_id, n, clock, unit_id, started_at, due_at, escalate_at)
SELECT id, 20, 'rule', unit_id, at, now() - interval '1 minute', now() - interval '1 minute'
FROM drawn WHERE g %% 100 = 2
"""


def main() -> None:
    """Measure and print one JSON line last."""
    os.environ["HUISHENG_STATE"] = ".huisheng/bench-escalation"
    site.prepare()
    wanted = int(os.environ.get("BENCH_CASES", str(CASES_WANTED)))
    made = _timed(lambda: _fill(wanted))[0]
    from huisheng.cases.actions.escalate import escalate_overdue, warn_in_time
    from huisheng.cases.actions.late import call_late_beside
    from huisheng.network.tree import tree

    tree()
    late, overdue = _timed(escalate_overdue)
    again, left = _timed(escalate_overdue)
    warned, warnings = _timed(warn_in_time)
    beside, clocks = _timed(call_late_beside)
    share = wanted // 100
    figures = {
        "bench": "escalation",
        "cases": wanted,
        "made_seconds": round(made, 1),
        "overdue": overdue,
        "sweep_seconds": round(late, 3),
        "empty_sweep_seconds": round(again, 4),
        "warned": warnings,
        "warning_sweep_seconds": round(warned, 3),
        "late_beside": clocks,
        "beside_sweep_seconds": round(beside, 3),
    }
    whole = (overdue, left, warnings, clocks) == (share, 0, 2 * share, share)
    print(json.dumps(figures | {"pass": late <= LIMIT_SECONDS and whole}))


def _timed(run: Callable[[], int]) -> tuple[float, int]:
    start = time.perf_counter()
    done = run()
    return time.perf_counter() - start, done


def _fill(count: int) -> int:
    """Make the cases in the database, as the owner, from an empty table."""
    from django.db import connection, transaction

    from huisheng.network.tree import tree

    heavy = next(u for u in tree().units.values() if u.level == 3 and not u.closed)
    values = many.places(heavy.id) | {"start": 0, "count": count, "open": count, "heavy": 0}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(EMPTY)
        for statement in (many.DRAW, many.with_defaults(CASES), EVENTS, CLOCKS):
            cursor.execute(statement, values)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE cases_case, cases_event, cases_side_clock")
    return count


if __name__ == "__main__":
    main()
