import threading
from contextvars import copy_context
from itertools import count

from huisheng.core.snapshot import Snapshot, standing_still


def test_it_is_read_once_and_again_when_forgotten():
    numbers = count(1)
    snapshot = Snapshot(lambda held: next(numbers), seconds=60)
    assert [snapshot.current(), snapshot.current()] == [1, 1]
    snapshot.forget()
    assert snapshot.current() == 2


def test_it_is_looked_at_again_when_its_time_is_over_and_told_what_it_held():
    seen: list[int | None] = []

    def read(held: int | None) -> int:
        seen.append(held)
        return len(seen)

    snapshot = Snapshot(read, seconds=0)
    assert [snapshot.current(), snapshot.current()] == [1, 2]
    assert seen == [None, 1]


def test_whoever_has_a_value_does_not_wait_for_a_slow_look():
    started, go_on = threading.Event(), threading.Event()

    def read(held: int | None) -> int:
        if held is None:
            return 1
        started.set()
        assert go_on.wait(10)
        return 2

    snapshot = Snapshot(read, seconds=0)
    assert snapshot.current() == 1
    slow = threading.Thread(target=snapshot.current)
    slow.start()
    assert started.wait(10)
    assert snapshot.current() == 1
    go_on.set()
    slow.join()


def test_where_snapshots_stand_still_an_old_value_is_good_and_nothing_looks():
    numbers = count(1)
    snapshot = Snapshot(lambda held: next(numbers), seconds=0)
    assert snapshot.current() == 1
    with standing_still():
        assert [snapshot.current(), snapshot.current()] == [1, 1]
    assert snapshot.current() == 2


def test_a_thread_in_the_context_of_standing_still_stands_still_too():
    numbers = count(1)
    snapshot = Snapshot(lambda held: next(numbers), seconds=0)
    snapshot.current()
    with standing_still():
        here = copy_context()
    seen: list[int] = []
    thread = threading.Thread(target=lambda: seen.append(here.run(snapshot.current)))
    thread.start()
    thread.join()
    assert seen == [1]
