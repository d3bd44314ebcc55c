"""Keeps web server and workers running, and ends them in order: web, workers, then the database.

Each child leads a process group of its own, so that Ctrl-C reaches only us and whatever a child started can
be ended with it. What runs is recorded, so that after `kill -9` the next start ends what was left behind.
"""

import contextlib
import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from huisheng.config import postgres, processes, state

PATIENCE = 25.0
"""Seconds that a child has to finish requests and jobs after it was asked to stop."""

TICK = 0.2
LONGEST_PAUSE = 30.0


class CannotServe(Exception):
    """Serving does not begin; the message says why and what to do."""


def say(words: str) -> None:
    sys.stderr.write(words + "\n")
    sys.stderr.flush()


@dataclass
class Child:
    """One program that is kept running. It is started again whatever its exit code: a worker that loses the
    database for some seconds ends with code 0."""

    name: str
    command: list[str]
    log: Path | None
    environment: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    begun: float = 0.0
    pause: float = 0.5

    def start(self) -> None:
        self.begun = time.monotonic()
        with contextlib.ExitStack() as files:
            out = files.enter_context(self.log.open("ab")) if self.log else None
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                env=os.environ | self.environment,
                start_new_session=True,
            )

    def restart_when_dead(self) -> bool:
        """Start again what ended, more slowly each time that it ended soon; whether it was started."""
        if self.process is None or self.process.poll() is None:
            return False
        lived = time.monotonic() - self.begun
        if lived < self.pause:
            return False
        self.pause = 0.5 if lived > LONGEST_PAUSE else min(self.pause * 2, LONGEST_PAUSE)
        processes.end_groups([self.process.pid], 1.0)
        code = self.process.returncode
        say(f"{self.name} ended (exit code {code}) and is started again.")
        self.start()
        return True

    def stop(self) -> None:
        """Ask to stop, wait, kill what is left of its group."""
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(PATIENCE)
        processes.end_groups([self.process.pid], 0.5)
        self.process.wait()


class Supervisor:
    def __init__(self, children: list[Child], embedded: bool) -> None:
        self.children = children
        self.embedded = embedded
        self.told_to_stop = False

    def begin(self) -> None:
        for order in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(order, self._on_signal)
        for child in self.children:
            child.start()
        self._record()

    def run(self) -> None:
        """Watch until told to stop."""
        while not self.told_to_stop:
            self._watch()
            time.sleep(TICK)

    def end(self) -> None:
        """End the children one after another, in their order."""
        for child in self.children:
            child.stop()
        records_file().unlink(missing_ok=True)

    def _watch(self) -> None:
        if self.embedded and postgres.server() is None:
            say("The database ended and is started again.")
            postgres.ensure_running()
        restarted = [child.name for child in self.children if child.restart_when_dead()]
        if restarted:
            self._record()

    def _record(self) -> None:
        started = [
            child.process.pid for child in self.children if child.process and child.process.poll() is None
        ]
        processes.remember(records_file(), [processes.of(pid) for pid in started])

    def _on_signal(self, _signal: int, _frame: FrameType | None) -> None:
        if self.told_to_stop:  # asked twice: somebody is in a hurry
            for child in self.children:
                if child.process:
                    child.process.kill()
        self.told_to_stop = True


def records_file() -> Path:
    return state.folder() / "children.json"


def mark() -> tuple[str, str]:
    """The environment variable by which our children are known."""
    return "HUISHENG_STATE", str(state.folder())


def end_left_over() -> int:
    """End what a killed supervisor left running; how many groups. Strangers are never touched."""
    records = processes.remembered(records_file())
    found = [record.pid for record in records if processes.left_over(record, mark())]
    processes.end_groups(found, PATIENCE)
    records_file().unlink(missing_ok=True)
    return len(found)


def take_lock() -> int:
    """The lock of the one supervisor in a state folder. The kernel frees it when the holder dies, however."""
    descriptor = os.open(state.folder() / "serve.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = os.read(descriptor, 20).decode() or "unknown"
        raise CannotServe(
            f"Huisheng runs here already (process {holder}). Stop it there with Ctrl-C, or: kill {holder}"
        ) from None
    os.truncate(descriptor, 0)
    os.write(descriptor, str(os.getpid()).encode())
    return descriptor


def check_port(host: str, port: int) -> None:
    """Raise `CannotServe` when the port cannot be listened on; the web server itself would start silently."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen(1)
        except PermissionError:
            raise CannotServe(
                f"Port {port} needs more rights. Choose one above 1023, such as: PORT=8765"
            ) from None
        except OSError as fault:
            raise CannotServe(
                f"Port {port} cannot be used ({fault.strerror}). Choose another, such as: make demo PORT=8799"
            ) from None
