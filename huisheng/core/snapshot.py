"""Reference data held in the process, looked at again every few seconds: no statement for each request."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Generic, TypeVar

Held = TypeVar("Held")
_still: ContextVar[bool] = ContextVar("snapshots stand still", default=False)


@contextmanager
def standing_still() -> Iterator[None]:
    """In this block, and in threads that run in its context, what is held is good: no statement looks anew.

    For a thread that computes while the database works for another: it has no connection and needs none.
    """
    token = _still.set(True)
    try:
        yield
    finally:
        _still.reset(token)


def stands_still() -> bool:
    """Whether snapshots stand still here."""
    return _still.get()


class Snapshot(Generic[Held]):
    """What `read` returned last. `read` gets the value held so far, and may return it when it is still good.

    Whoever has a value never waits for the thread that looks for a newer one.
    """

    def __init__(self, read: Callable[[Held | None], Held], seconds: float) -> None:
        self._read = read
        self._seconds = seconds
        self._lock = threading.Lock()
        self._held: tuple[float, Held] | None = None

    def current(self) -> Held:
        """The value, at most `seconds` old unless a look is under way."""
        held = self._held
        if held is not None and (time.monotonic() < held[0] or stands_still()):
            return held[1]
        if not self._lock.acquire(blocking=held is None):
            assert held is not None  # noqa: S101  # only who has a value does not wait
            return held[1]
        try:
            return self._look()
        finally:
            self._lock.release()

    def forget(self) -> None:
        """Read anew at the next use."""
        self._held = None

    def _look(self) -> Held:
        held = self._held
        if held is not None and time.monotonic() < held[0]:
            return held[1]
        value = self._read(held[1] if held else None)
        self._held = (time.monotonic() + self._seconds, value)
        return value
