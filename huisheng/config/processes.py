"""Telling our own processes from strangers: a process id alone may have been taken over by another program."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

from huisheng.config.state import write_privately

SAME_START = 2.0
"""Seconds by which two readings of one process's start may differ."""


@dataclass(frozen=True)
class Process:
    """A process that we started: its id and the moment it began (seconds since 1970)."""

    pid: int
    started: float

    def running(self) -> bool:
        """Whether this very process still runs; a zombie does not."""
        found = live(self.pid)
        return found is not None and abs(found.create_time() - self.started) < SAME_START


def live(pid: int) -> psutil.Process | None:
    """The process with this id unless it is dead or a zombie."""
    try:
        found = psutil.Process(pid)
        return None if found.status() == psutil.STATUS_ZOMBIE else found
    except psutil.NoSuchProcess:
        return None


def of(pid: int) -> Process:
    return Process(pid, psutil.Process(pid).create_time())


def remember(path: Path, processes: list[Process]) -> None:
    write_privately(path, json.dumps([asdict(each) for each in processes]))


def remembered(path: Path) -> list[Process]:
    """What `remember` wrote; nothing when the file is missing or was cut off."""
    try:
        return [Process(**each) for each in json.loads(path.read_text())]
    except (FileNotFoundError, ValueError, TypeError):
        return []
