# ruff: noqa: N999  (`make bench-import` names the module)
"""bench-import: files of matters into a table of 1,000,000 cases.

Limit: at least 5,000 rows a second of a file as districts have them (time, words, category, point, answer), as
historic records; the statements of a batch do not depend on its size. Told besides: the same rows as new matters
(routed, timed, audited), the second run, which adds nothing, and the long messages of the shared data.
BENCH_CASES="100000" measures into a smaller table.
"""

import csv
import json
import os
import random
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench import many, site

ROWS = 30_000
LIVE_ROWS = 10_000
STEP = 100_000
LIMIT = 5_000
BEGIN = datetime(2024, 1, 1, 8)  # noqa: DTZ001  (files say no zone)
MESSAGES = Path(__file__).parents[2] / "shared/data/messages/messages_4326.csv"
MAPPING = {
    "source": "bench",
    "key": "编号",
    "columns": {
        "words": "内容",
        "received_at": "收到时间",
        "category": "类别",
        "longitude": "经度",
        "latitude": "纬度",
        "answer": "答复",
        "closed_at": "办结时间",
    },
}


def main() -> None:
    """Measure and print one JSON line last."""
    os.environ["HUISHENG_STATE"] = os.environ.get("BENCH_STATE", ".huisheng/bench-import")
    site.prepare()
    size = int(os.environ.get("BENCH_CASES", "1000000"))
    _fill(size)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "matters.csv"
        _write_file(path, ROWS, "a")
        figures = _measured(path, Path(folder))
    figures |= {"bench": "import", "into": size, "rows": ROWS}
    whole = figures["added"] == ROWS and figures["added_again"] == 0
    constant = figures["statements_of_500"] == figures["statements_of_2000"]
    print(json.dumps(figures | {"pass": whole and constant and figures["rows_per_second"] >= LIMIT}))


def _measured(path: Path, folder: Path) -> dict[str, Any]:
    first, seconds = _timed(lambda: _take_in(path))
    again, seconds_again = _timed(lambda: _take_in(path))
    _write_file(path, LIVE_ROWS, "live")
    live, live_seconds = _timed(lambda: _take_in(path, as_new=True))
    figures = {
        "added": first.added,
        "rows_per_second": round(first.added / seconds),
        "added_again": again.added,
        "again_rows_per_second": round(again.repeated / seconds_again),
        "live_rows_per_second": round(live.added / live_seconds),
    }
    for rows in (500, 2000):
        # The lowest of three: now and then the network is looked at anew.
        figures[f"statements_of_{rows}"] = min(_statements(path, rows) for _try in range(3))
    return figures | _messages(folder)


def _messages(folder: Path) -> dict[str, Any]:
    """Long texts: 350 characters in the middle, each cut into some 220 tokens for search."""
    from huisheng.cases.actions.import_cases import import_cases
    from huisheng.cases.importing.mapping import checked

    if not MESSAGES.exists():
        return {}
    content = {"source": f"bench {time.time_ns()}", "key": "留言编号"}
    columns = {"words": ["留言主题", "留言详情"], "received_at": "留言时间"}
    mapping = checked({**content, "columns": columns})
    done, seconds = _timed(lambda: import_cases(MESSAGES, mapping, folder / "rejected.csv"))
    return {"message_rows_per_second": round(done.added / seconds)}


def _fill(size: int) -> None:
    from huisheng.cases.models import Case
    from huisheng.network.tree import tree

    heavy = next(unit for unit in tree().units.values() if unit.level == 3 and not unit.closed)
    for have in range(Case.objects.count(), size, STEP):
        many.fill(have, min(STEP, size - have), heavy.id)


def _write_file(path: Path, rows: int, name: str) -> None:
    """Rows as exports have them, by time, and never taken in before: this moment is in their keys."""
    from huisheng.cases.demo.phrases import Phrases
    from huisheng.network.tree import tree

    rng = random.Random(7)
    phrases = Phrases(rng)
    plots = [plot for plot in tree().plots.values() if not plot.closed]
    codes = list(phrases.weights(1))
    with path.open("w", encoding="utf-8", newline="") as lines:
        out = csv.writer(lines)
        out.writerow(["编号", "收到时间", "内容", "类别", "经度", "纬度", "答复", "办结时间"])
        times = sorted(BEGIN + timedelta(seconds=rng.randrange(40_000_000)) for _row in range(rows))
        for number, at in enumerate(times):
            plot, code = rng.choice(plots), rng.choice(codes)
            wording = phrases.matter(code)
            words, answer = phrases.request(wording, plot), phrases.answer(wording, "fixed", plot)
            key = f"{name}-{time.time_ns()}-{number}"
            out.writerow([key, at, words, code, plot.lon, plot.lat, answer, at + timedelta(days=3)])


def _take_in(path: Path, *, as_new: bool = False) -> Any:
    from huisheng.cases.actions.import_cases import import_cases
    from huisheng.cases.importing.mapping import checked

    return import_cases(path, checked(MAPPING), path.with_suffix(".rejected.csv"), as_new=as_new)


def _statements(path: Path, rows: int) -> int:
    """Statements of an import of one batch; COPY goes past Django's wrapper, so it is counted where it is called."""
    from unittest.mock import patch

    from django.db import connection

    from huisheng.cases.actions import bulk, import_cases

    _write_file(path, rows, "one batch")
    seen = 0

    def count(execute: Callable[..., Any], *what: Any) -> Any:
        nonlocal seen
        seen += 1
        return execute(*what)

    copies = patch.object(import_cases, "write_lines", wraps=bulk.write_lines)
    with connection.execute_wrapper(count), copies as copied:
        _take_in(path)
    return seen + copied.call_count


def _timed(do: Callable[[], Any]) -> tuple[Any, float]:
    begun = time.perf_counter()
    done = do()
    return done, time.perf_counter() - begun


if __name__ == "__main__":
    main()
