"""What happens to a file in the moment of taking it in: two people at once, a killed process; real transactions."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import OperationalError, connection

from huisheng.core.models import AuditEntry
from huisheng.network.actions import load_network, take_in
from huisheng.network.models import Dwelling, Import, Revision, Unit
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


def test_a_process_killed_in_the_middle_leaves_nothing_half(
    committed_cast: Cast, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast = committed_cast
    assert cast.studio.area
    edits = {cast.studio.code: {"name": "新名字"}}
    dwelling = (cast.studio.area.code, "9单元901", cast.plots[0].code)
    import_ = looked_at(book(units=edits, new_dwellings=[dwelling]), actor=7)
    before = Revision.objects.count()

    def die(*_args: Any) -> None:
        assert Unit.objects.get(pk=cast.studio.pk).name == "新名字"  # written, not committed
        connection.connection.close()  # as the database sees a process that is gone
        raise OperationalError

    with monkeypatch.context() as killed:
        killed.setattr(load_network, "load_dwellings", die)
        with pytest.raises(OperationalError):
            take_in.take(import_.pk, actor=7)
    connection.close()
    assert Revision.objects.count() == before
    assert Unit.objects.get(pk=cast.studio.pk).name == cast.studio.name
    assert take_in.take(import_.pk, actor=7).state == Import.State.TAKEN
    assert Dwelling.objects.filter(label="9单元901").count() == 1
