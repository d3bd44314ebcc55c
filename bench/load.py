"""bench-load: the demo district from an empty database: network, people, a year of matters.

Limit: under 90 s in all, and every matter replays through the transition table to the row that is kept of it.
A second load must find everything there within two seconds of its start.
"""

import io
import json
import os
import shutil
import time
from itertools import groupby
from pathlib import Path
from typing import Any

STATE = Path(__file__).parents[1] / ".huisheng/bench-load"
LIMIT_SECONDS, LIMIT_AGAIN = 90, 2
DERIVED = {"station_id", "subcentre_id"}  # from the tree of today, not from events


def main() -> None:
    """Measure and print one JSON line last."""
    os.environ |= {"HUISHENG_STATE": str(STATE), "HUISHENG_DEMO": "1"}
    _anew()
    from django.core.management import call_command

    said = io.StringIO()
    seconds = _timed(lambda: call_command("load_demo", stdout=said))
    again = _timed(lambda: call_command("load_demo", stdout=said))
    cases, different = _replayed()
    figures = {
        "bench": "load",
        "seconds": round(seconds, 1),
        "parts": _parts(said.getvalue()),
        "again_seconds": round(again, 2),
        "cases": cases,
        "differ_when_replayed": different,
    }
    good = seconds < LIMIT_SECONDS and again < LIMIT_AGAIN and cases > 0 and different == 0
    print(json.dumps(figures | {"pass": good}, ensure_ascii=False))


def _anew() -> None:
    """An empty migrated database of the bench's own."""
    from huisheng.config import postgres
    from huisheng.config.start import prepare

    if STATE.exists():
        postgres.stop()
        shutil.rmtree(STATE)
    prepare("owner")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def _timed(do: Any) -> float:
    begun = time.perf_counter()
    do()
    return time.perf_counter() - begun


def _parts(said: str) -> dict[str, float]:
    lines = [line.strip().rpartition(": ") for line in said.splitlines() if line.startswith("  ")]
    return {what: float(seconds.removesuffix(" s")) for what, _colon, seconds in lines}


def _replayed() -> tuple[int, int]:
    """How many cases there are, and how many of them differ from what their events lead to."""
    from huisheng.cases.models import Case, CaseEvent
    from huisheng.cases.models.projection import FACTS, replay

    columns = [field.attname for field in Case._meta.concrete_fields if field.attname not in DERIVED]
    kept = {case.id: case for case in Case.objects.all()}
    different = set(kept)
    events = CaseEvent.objects.order_by("case_id", "seq").iterator(chunk_size=5000)
    for case_id, course in groupby(events, key=lambda event: event.case_id):
        case = kept[case_id]
        facts = {name: getattr(case, name) for name in FACTS}
        again = replay(course, facts)
        if all(getattr(case, name) == getattr(again, name) for name in columns):
            different.discard(case_id)
    return len(kept), len(different)


if __name__ == "__main__":
    main()
