"""Two people who confirm the same file, or two files, in the same moment; real transactions, two connections."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection

from huisheng.core.models import AuditEntry
from huisheng.network.actions import take_in
from huisheng.network.models import Import, Revision, Unit
from huisheng.network.tests.books import Book, book
from tests.cast import Cast

__all__ = ["book"]  # the fixture
pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What each act gave or raised; all begin together."""
    gate, outcomes = Barrier(len(acts)), [None] * len(acts)

    def run(at: int) -> None:
        gate.wait()
        try:
            outcomes[at] = acts[at]()
        except Exception as raised:
            outcomes[at] = raised  # type: ignore[call-overload]
        finally:
            connection.close()

    threads = [Thread(target=run, args=(at,)) for at in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def looked_at(content: bytes, actor: int) -> Import:
    return take_in.look(take_in.offer("a.xlsx", content, actor=actor).pk)


def test_two_who_confirm_one_file_take_it_in_once(committed_cast: Cast, book: Book) -> None:
    import_ = looked_at(book(units={committed_cast.studio.code: {"name": "新名字"}}), actor=7)
    before = Revision.objects.count()
    outcomes = at_once(lambda: take_in.take(import_.pk, actor=7), lambda: take_in.take(import_.pk, actor=8))
    assert [outcome.state for outcome in outcomes] == [Import.State.TAKEN] * 2
    assert Revision.objects.count() == before + 1
    assert AuditEntry.objects.filter(action="network.imported").count() == 1


def test_of_two_files_about_one_row_the_second_is_shown_what_the_first_did(
    committed_cast: Cast, book: Book
) -> None:
    code = committed_cast.studio.code
    first = looked_at(book(units={code: {"name": "甲"}}), actor=7)
    second = looked_at(book(units={code: {"name": "乙"}}), actor=8)
    outcomes = at_once(lambda: take_in.take(first.pk, actor=7), lambda: take_in.take(second.pk, actor=8))
    moved = [outcome for outcome in outcomes if isinstance(outcome, take_in.Moved)]
    assert len(moved) == 1
    waiting = Import.objects.get(state=Import.State.READY)
    shown = waiting.found["difference"]["lines"][0]["changes"][0]
    assert (shown["old"], waiting.found["moved"]) == (Unit.objects.get(code=code).name, True)
