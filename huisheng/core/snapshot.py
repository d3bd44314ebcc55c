"""Reference data held in the process, looked at again every few seconds: no statement for each request."""

import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

Held = TypeVar("Held")


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
        if held is not None and time.monotonic() < held[0]:
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
