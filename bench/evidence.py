"""bench-evidence: the log, from events to an outsider's figures, on a database of its own.

Limits (issue 4): append at least 5,000 leaves/s; a checkpoint over 1,000,000 leaves at most 1 s, incrementally; the
promise of a receipt at most 5 ms; the verifier recomputes 100,000 cases in at most 20 s. And 1,000 times the writer is
killed (SIGKILL) before a statement chosen by chance: no event without a leaf, none twice, every checkpoint continues
the last. EVIDENCE_SCALE=0.02 tries it with less.
"""

import itertools
import json
import os
import random
import signal
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench import site

SCALE = float(os.environ.get("EVIDENCE_SCALE", "1"))
LEAVES, CASES, KILLS = int(1_000_000 * SCALE), int(100_000 * SCALE), int(1_000 * SCALE)
PROMISES = 200
MOST_STATEMENTS = 24
AT_A_TIME = 20_000

_EVENTS = """
INSERT INTO core_audit (at, action, subject, detail)
SELECT now(), 'contact_opened', 'subject:' || n, '{}' FROM generate_series(1, %s) AS n
"""


def main() -> None:
    """Measure and print one JSON line last."""
    os.environ["HUISHENG_STATE"] = ".huisheng/bench-evidence"
    site.prepare()
    with tempfile.TemporaryDirectory() as folder:
        _begin(Path(folder) / "log-key.json")
        figures = {**_appending(), **_promising(), **_killing(), **_verifying(Path(folder) / "copy")}
    limits = (
        figures["leaves_per_second"] >= 5_000
        and figures["checkpoint_seconds"] <= 1
        and figures["promise_ms"] <= 5
        and figures["verify_seconds"] <= 20
        and figures["kept_through_kills"]
        and figures["verified_rightly"]
    )
    print(json.dumps({"bench": "evidence", **figures, "pass": bool(limits)}))


def _begin(key: Path) -> None:
    """An empty log under a fresh key."""
    from django.conf import settings
    from django.db import connection

    from huisheng.evidence.keys import make_log_key

    settings.LOG_KEY_FILE = key
    make_log_key(key, "bench.example/log")
    with connection.cursor() as cursor:
        cursor.execute(
            "TRUNCATE evidence_leaf, evidence_node, evidence_head, evidence_checkpoint, evidence_opening, core_audit"
        )


def _appending() -> dict[str, Any]:
    """Leaves a second, until there are a million; then what one more checkpoint takes."""
    from huisheng.evidence.actions.append import append_pending
    from huisheng.evidence.actions.sign import sign_checkpoint

    append_pending()
    spent, made = 0.0, 0
    while made < LEAVES:
        _happen(min(5 * AT_A_TIME, LEAVES - made))
        begun = time.perf_counter()
        while count := append_pending(AT_A_TIME):
            made += count
        spent += time.perf_counter() - begun
    sign_checkpoint()
    _happen(10)
    append_pending()
    seconds = _seconds(sign_checkpoint)
    return {"leaves": made, "leaves_per_second": round(made / spent), "checkpoint_seconds": round(seconds, 4)}


def _promising() -> dict[str, Any]:
    """A promise for the receipt of a real case, milliseconds: median and the 95th of a hundred."""
    from uuid import uuid4

    from huisheng.cases.actions.ask import Request, ask
    from huisheng.cases.actions.course import RESIDENT
    from huisheng.core import clock
    from huisheng.evidence.queries.proofs import promise_of

    receipt = ask(Request(words="楼道灯不亮，晚上老人看不见台阶。", key=uuid4()), RESIDENT)
    times = [_seconds(lambda: promise_of("case", receipt.case_id, 1, clock.now())) for _ in range(PROMISES)]
    return {
        "promise_ms": round(statistics.median(times) * 1000, 2),
        "promise_p95_ms": round(sorted(times)[int(PROMISES * 0.95)] * 1000, 2),
    }


def _killing() -> dict[str, Any]:
    """Kill the writer again and again, each time in a process of its own, while events go on."""
    from huisheng.evidence.actions.append import append_pending
    from huisheng.evidence.actions.sign import sign_checkpoint

    chance, killed = random.Random(1), 0
    for _kill in range(KILLS):
        _happen(chance.randrange(1, 40))
        killed += _run_and_kill(chance.randrange(MOST_STATEMENTS))
    while append_pending():
        pass
    sign_checkpoint()
    return {"killed": killed, "runs": KILLS, "kept_through_kills": _is_whole()}


def _run_and_kill(at: int) -> bool:
    """Append and sign in a child that kills itself before statement `at`; whether it came to that."""
    child = os.fork()
    if child == 0:
        _as_child(at)
    _pid, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def _as_child(at: int) -> None:
    """Never returns. The parent's connection is left alone: it is not closed here, only forgotten."""
    from django.db import connection

    from huisheng.evidence.actions import append
    from huisheng.evidence.actions.sign import sign_checkpoint

    connection.connection = None
    left = [at]

    def count() -> None:
        left[0] -= 1
        if left[0] < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def execute(run: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
        count()
        return run(sql, params, many, context)

    database: Any = connection
    plain_copy, plain_commit = append._copy, database._commit

    def copy(statement: str, lines: str) -> None:
        count()
        plain_copy(statement, lines)

    def commit() -> None:
        count()
        plain_commit()

    append._copy, database._commit = copy, commit
    with connection.execute_wrapper(execute):
        append.append_pending()
        sign_checkpoint()
    os._exit(0)


def _is_whole() -> bool:
    """Every event has exactly one leaf, numbers have no gap, checkpoints continue each other."""
    from django.db import connection

    from huisheng.evidence.models import Checkpoint
    from huisheng.evidence.queries import tree
    from huisheng.verify.merkle import consistency_proof, consistent

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM core_audit WHERE action = 'contact_opened'), count(*), "
            "count(DISTINCT seq), (SELECT max(index) + 1 FROM evidence_leaf), (SELECT count(*) FROM evidence_leaf) "
            "FROM evidence_leaf WHERE source = 'audit'"
        )
        events, leaves, distinct, numbers, rows = cursor.fetchone()
    signed = list(Checkpoint.objects.order_by("size").values_list("size", "root"))
    grown = all(
        consistent(old, new, bytes(root), bytes(next_root), consistency_proof(tree.read, old, new))
        for (old, root), (new, next_root) in itertools.pairwise(signed)
    )
    return bool(events == leaves == distinct and numbers == rows and grown)


def _verifying(folder: Path) -> dict[str, Any]:
    """A published log of so many cases, read and recomputed by the verifier alone."""
    from huisheng.verify.note import read_note
    from huisheng.verify.source import Folder
    from huisheng.verify.tests.building import SIGNER, Built, Story
    from huisheng.verify.verifier import Question, verify

    log, chance = Built(), random.Random(2)
    for _case in range(CASES):
        log.tell(Story(end="confirmed" if chance.random() < 0.9372 else "", on_time=chance.random() < 0.8))
    log.publish(folder)
    question = Question(SIGNER.key, kept=[read_note((folder / "checkpoint").read_bytes())])
    begun = time.perf_counter()
    report = verify(Folder(folder), question)
    seconds = time.perf_counter() - begun
    closed = sum(any(leaf[1] == 3 for leaf in line) for line in log.lines)
    right = not report.faults and (report.figures.due, report.figures.closed) == (CASES, closed)
    return {"cases": CASES, "verify_seconds": round(seconds, 2), "verified_rightly": right}


def _happen(count: int) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(_EVENTS, [count])


def _seconds(run: Callable[[], object]) -> float:
    begun = time.perf_counter()
    run()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
