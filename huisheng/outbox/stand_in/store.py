"""What the stand-in took, and how it behaves."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import Enum

MOST = 500


class Manner(Enum):
    """How the stand-in behaves. What it takes it keeps, whatever it answers."""

    WELL = "well"
    HANGS = "hangs"
    CUTS_OFF = "cuts_off"
    TWICE = "twice"
    LIES = "lies"
    REFUSES = "refuses"
    BUSY = "busy"


@dataclass
class Taken:
    """One message. `times`: how often it came under its key; `same`: each time with the same words."""

    channel: str
    to: str
    subject: str
    text: str
    key: str
    at: datetime
    times: int = 1
    same: bool = True
    status: str = ""


@dataclass
class Store:
    """Messages by key, the newest last. A repetition is counted and dropped, as the interface asks."""

    taken: dict[str, Taken] = field(default_factory=dict)
    manner: Manner = Manner.WELL
    has_chat: Callable[[str], bool] = lambda _number: True
    lock: threading.Lock = field(default_factory=threading.Lock)
    released: threading.Event = field(default_factory=threading.Event)

    def take(self, channel: str, to: str, subject: str, text: str, key: str) -> bool:
        """Keep a message; whether it is new."""
        with self.lock:
            known = self.taken.get(key)
            if known is not None:
                known.times += 1
                known.same = known.same and (known.to, known.subject, known.text) == (to, subject, text)
                return False
            self.taken[key] = Taken(channel, to, subject, text, key, datetime.now(UTC))
            while len(self.taken) > MOST:
                del self.taken[next(iter(self.taken))]
            return True

    def newest(self) -> list[Taken]:
        """All of them, newest first."""
        with self.lock:
            return list(reversed(self.taken.values()))

    def reported(self, key: str, status: str) -> None:
        """Remember what was reported of a message."""
        with self.lock:
            if key in self.taken:
                self.taken[key].status = status

    def wait(self) -> None:
        """Hang, until whoever asks has gone or the stand-in ends."""
        self.released.wait(60)
