"""Telling our own processes from strangers: a process id alone may belong to another program by now."""

import contextlib
import json
import os
import signal
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

from huisheng.config.state import write_privately

POLL_SECONDS = 0.05
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


def end_groups(leaders: list[int], patience: float) -> None:
    """End process groups: ask (SIGTERM), wait at most `patience` seconds, then kill what is left."""
    for order in (signal.SIGTERM, signal.SIGKILL):
        end = time.monotonic() + patience
        for member in groups(leaders):
            with contextlib.suppress(psutil.NoSuchProcess):
                member.send_signal(order)
        # Not psutil's wait: it would take the exit code away from whoever started the leader.
        while time.monotonic() < end and groups(leaders):
            time.sleep(POLL_SECONDS)


def groups(leaders: list[int]) -> list[psutil.Process]:
    """The living members of process groups."""
    members = []
    for process in psutil.process_iter():
        with contextlib.suppress(ProcessLookupError, psutil.NoSuchProcess):
            if os.getpgid(process.pid) in leaders and process.status() != psutil.STATUS_ZOMBIE:
                members.append(process)
    return members


def left_over(record: Process, mark: tuple[str, str]) -> bool:
    """Whether the group that `record` led still has members of ours.

    The leader may be dead and its id in use by a stranger: then nobody is touched. Members left behind
    are known by an environment variable `mark` that only we set.
    """
    leader = live(record.pid)
    if leader is not None:
        return record.running()
    return any(_bears(member, mark) for member in groups([record.pid]))


def _bears(process: psutil.Process, mark: tuple[str, str]) -> bool:
    try:
        return bool(process.environ().get(mark[0]) == mark[1])
    except (psutil.AccessDenied, psutil.NoSuchProcess):
        return False
