"""Taking in a file of real matters (issue 2, Real matters): batch by batch, each a transaction, each row once.

Historic matters enter by `Act.IMPORT` into a state of their own: no clock, no escalation, in no figure.
With `live` they are asked like any other matter, by the same path as `ask`. A row that was taken in before
is known by its source key and adds nothing, so that a run that broke off is simply run again.
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import copy_context
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection, transaction
from django.utils.translation import gettext as _

from huisheng.cases.actions.bulk import write_lines
from huisheng.cases.actions.handles import claim_many, reserve_numbers
from huisheng.cases.actions.import_batches import WRITTEN, Batch, Batches
from huisheng.cases.importing.faults import FileRefused
from huisheng.cases.importing.mapping import FileMapping
from huisheng.cases.importing.matters import Reader
from huisheng.cases.importing.rejected import RejectedFile
from huisheng.cases.importing.tables import open_table
from huisheng.cases.models import Handle
from huisheng.cases.queries.catalogue import catalogue
from huisheng.core import audit, clock
from huisheng.core.calendar import working_calendar
from huisheng.core.events import announce_all
from huisheng.core.snapshot import standing_still
from huisheng.network.geometry import index
from huisheng.network.tree import tree

BATCH = 2_000
SWITCH_SECONDS = 0.0005
# How much of the search index may wait to be sorted in (PostgreSQL, gin_pending_list_limit, in kB): more at once
# is quicker; at the end all of it is, so that no resident's request has to wait for it.
MEANWHILE, END_OF_FILE = 16_384, 64


@dataclass
class Imported:
    """What an import did so far. `places` counts why matters have no plot: `none`, `rounded`, `outside`, …"""

    added: int = 0
    repeated: int = 0
    rejected: int = 0
    places: Counter[str] = field(default_factory=Counter)
    unknown_places: Counter[str] = field(default_factory=Counter)
    notices: list[str] = field(default_factory=list)


def import_cases(
    path: Path,
    mapping: FileMapping,
    rejected: Path,
    *,
    as_new: bool = False,
    tell: Callable[[Imported], None] = lambda _done: None,
) -> Imported:
    """Take in what can be, write the rest with its reasons into `rejected`, tell after every batch.

    `FileRefused` when nothing can be taken in. Broken off, what was told is in; run again, it goes on there.
    """
    _require_network()
    table = open_table(path, mapping.needed, mapping.sheet)
    reader = Reader(mapping, table.header, catalogue(), clock.now(), guess=not as_new)
    batches = Batches(table.rows, reader, mapping.source, as_new=as_new)
    done = Imported(notices=table.notices)
    with RejectedFile(rejected, table.header) as refused:
        for batch in _ahead(batches):
            for row, reason in sorted(batch.refused, key=lambda pair: pair[0].line):
                refused.add(row.line, reason, row.cells)
            added = _write(batch, mapping.source, as_new=as_new)
            done.added += added
            done.repeated += len(batch.ready) - added
            done.rejected = refused.count
            done.places += batch.places
            done.unknown_places += batch.unknown_places
            tell(done)
    return done


def _require_network() -> None:
    if tree().root is None:
        raise FileRefused(
            _("库里还没有网络，不知道交给谁办。请先运行 huisheng load_network，或用 --area 指明辖区文件。")
        )
    if not catalogue().version:
        raise FileRefused(_("库里还没有事项目录。请先运行 huisheng load_catalogue。"))


def _ahead(batches: Batches) -> Iterator[Batch]:
    """The next batch is made ready in a thread while the database takes in this one.

    The thread has no connection: it works on the network and catalogue as this one holds them, and on
    numbers that this one reserved.
    """
    with ThreadPoolExecutor(1) as thread, _quick_to_switch():

        def begin() -> Future[Batch | None]:
            index()  # looked at anew here, where there is a connection
            catalogue(), working_calendar()
            numbers = reserve_numbers(BATCH)
            with standing_still():
                return thread.submit(copy_context().run, lambda: batches.next(numbers))

        coming = begin()
        while (batch := coming.result()) is not None:
            coming = begin()
            yield batch


@contextmanager
def _quick_to_switch() -> Iterator[None]:
    """Whoever waits for the database gets on as soon as it answers, and not 5 ms later."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH_SECONDS)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


def _write(batch: Batch, source: str, *, as_new: bool) -> int:
    """One batch, one transaction; how many of its rows were new. Statements: the same for any size."""
    if not batch.ready:
        return 0
    with transaction.atomic():
        _index_later(END_OF_FILE if batch.last else MEANWHILE)
        ids = [one.case_id for one in batch.ready]
        fresh = claim_many(Handle.Kind.SOURCE, [one.key for one in batch.ready], ids)
        new = [one for one in batch.ready if one.case_id in fresh]
        for model in WRITTEN:
            write_lines(model, (line for one in new for line in one.lines.get(model, ())))
        announce_all([event for one in new for event in one.announced])
        if new:
            subject = f"source:{source}"[:80]
            audit.record("cases.imported", actor=None, subject=subject, rows=len(new), live=as_new)
    return len(new)


def _index_later(most: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('gin_pending_list_limit', %s, true)", [str(most)])
