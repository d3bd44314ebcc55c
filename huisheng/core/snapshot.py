"""Reference data held in the process, looked at again every few seconds: no statement for each request."""

import threading
import time
from collections.abc import Callable, Hashable, Iterator
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


class Remembered(Generic[Held]):
    """Values by key that are good for some seconds, for what is dear to make and may be a little old.

    At most `most` keys; when there are more, the values that are no longer good go.
    """

    def __init__(self, seconds: float, most: int = 1000) -> None:
        self._seconds = seconds
        self._most = most
        self._held: dict[Hashable, tuple[float, Held]] = {}

    def get(self, key: Hashable, make: Callable[[], Held]) -> Held:
        """The value of the key, made anew when it is too old."""
        now = time.monotonic()
        held = self._held.get(key)
        if held is not None and now < held[0]:
            return held[1]
        value = make()
        if len(self._held) >= self._most:
            self._held = {each: kept for each, kept in self._held.items() if now < kept[0]}
        self._held[key] = (now + self._seconds, value)
        return value

    def forget(self) -> None:
        """Make everything anew at the next use."""
        self._held = {}
