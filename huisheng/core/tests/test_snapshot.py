import threading
from contextvars import copy_context
from itertools import count

from huisheng.core.snapshot import Remembered, Snapshot, standing_still


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


def test_what_is_remembered_is_made_once_for_each_key_until_it_is_too_old(monkeypatch):
    now = 100.0
    monkeypatch.setattr("huisheng.core.snapshot.time.monotonic", lambda: now)
    remembered: Remembered[int] = Remembered(seconds=10)
    made = count(1)
    assert [remembered.get(key, lambda: next(made)) for key in ("a", "b", "a")] == [1, 2, 1]
    now = 111.0
    assert remembered.get("a", lambda: next(made)) == 3


def test_no_more_is_remembered_than_the_most(monkeypatch):
    now = 100.0
    monkeypatch.setattr("huisheng.core.snapshot.time.monotonic", lambda: now)
    remembered: Remembered[int] = Remembered(seconds=1, most=2)
    for key in range(5):
        now += 2
        remembered.get(key, lambda: 0)
    assert len(remembered._held) <= 2
