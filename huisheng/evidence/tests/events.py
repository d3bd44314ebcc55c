"""Events for tests of the log: lines of the audit that are logged, by whatever connection a test wants."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

import psycopg
from django.db import connection

from huisheng.core import audit
from huisheng.evidence.actions import append
from huisheng.evidence.models import Head, LogLeaf, LogNode
from huisheng.evidence.queries import tree
from huisheng.verify.merkle import MemoryTree, leaf_hash


def happen(count: int = 1) -> None:
    """So many events."""
    audit.record_many(audit.entry("contact_opened", actor=None, subject=f"subject:{n}") for n in range(count))


@contextmanager
def another_connection(**different: str) -> Iterator["psycopg.Connection[Any]"]:
    """A connection beside the test's own, for what happens at the same time."""
    with psycopg.connect(**connection.get_connection_params() | different) as other:
        yield other


INSERT = (
    "INSERT INTO core_audit (at, action, subject, detail) VALUES (now(), 'contact_opened', 'subject:x', '{}')"
)


def is_whole() -> bool:
    """Whether leaves are numbered without a gap, the head says how many, and every full tile has its hash."""
    indexes = list(LogLeaf.objects.order_by("index").values_list("index", flat=True))
    head = Head.objects.first()
    size = head.size if head else 0
    whole = MemoryTree(tree.entries(0, size))
    nodes = {
        (level, index): bytes(hash_)
        for level, index, hash_ in LogNode.objects.values_list("level", "index", "hash")
    }
    expected = {
        (level, index): hash_
        for level, hashes in enumerate(whole.levels)
        if level
        for index, hash_ in enumerate(hashes)
    }
    return indexes == list(range(size)) and nodes == expected


def hashes(count: int) -> list[bytes]:
    """Leaf hashes of the log's beginning."""
    return [leaf_hash(entry) for entry in tree.entries(0, count)]


class Killed(BaseException):
    """The process ended here."""


@contextmanager
def killed_at(number: int) -> Iterator[None]:
    """Within the block, statement `number` is never reached: not by COPY either."""
    left = [number]

    def count() -> None:
        left[0] -= 1
        if left[0] < 0:
            raise Killed

    def execute(run: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
        count()
        return run(sql, params, many, context)

    plain = append._copy

    def copy(statement: str, lines: str) -> None:
        count()
        plain(statement, lines)

    with connection.execute_wrapper(execute), mock.patch.object(append, "_copy", copy):
        yield
