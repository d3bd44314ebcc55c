"""PostgreSQL refuses to run as root. When we are root, its programs run as a system user of our own.

Run as a program it becomes that user and then the command: `system_user.py UID GID CAPABILITY COMMAND …`.
It uses the standard library only, since it is started by path.

A checkout below a folder that only root may enter (as /root is) would be out of that user's reach, and we
change no mode outside the checkout. On Linux the command then keeps one capability of root's as an ambient
one, that of reaching files (CAP_DAC_READ_SEARCH, else CAP_DAC_OVERRIDE); no other.
"""

import ctypes
import os
import shutil
import subprocess
import sys
from pathlib import Path

NAME = "huisheng-db"
PROBE = "probe"
NONE, DAC_OVERRIDE, DAC_READ_SEARCH = -1, 1, 2
PR_SET_SECUREBITS, SECBIT_NO_SETUID_FIXUP = 28, 1 << 2
PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE = 47, 2
CAPABILITY_VERSION_3 = 0x20080522


class NoUser(Exception):
    """The database's programs cannot run as a user other than root; the message says what to do."""


def user_for(data: Path) -> tuple[int, int]:
    """User and group id for the database in `data`: whoever owns it already, else our system user."""
    import pwd

    if data.exists() and data.stat().st_uid != 0:
        return data.stat().st_uid, data.stat().st_gid
    try:
        found = pwd.getpwnam(NAME)
    except KeyError:
        _make_user()
        found = pwd.getpwnam(NAME)
    return found.pw_uid, found.pw_gid


def _make_user() -> None:
    useradd = shutil.which("useradd", path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
    if useradd is None:
        raise NoUser(
            "PostgreSQL does not run as root and there is no useradd here. Work as an ordinary user."
        )
    command = [
        useradd,
        "--system",
        "--no-create-home",
        "--home-dir",
        "/nonexistent",
        "--shell",
        "/usr/sbin/nologin",
        "--user-group",
        NAME,
    ]
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    if made.returncode not in (0, 9):  # 9: another process was quicker
        raise NoUser(
            f"The system user {NAME} could not be made: {made.stderr.strip()}. Work as an ordinary user."
        )


def prefix(postgres: Path, data: Path) -> list[str]:
    """What to put before a command so that it runs as the database's user; empty unless we are root."""
    if os.geteuid() != 0:
        return []
    uid, gid = user_for(data)
    for capability in (NONE, DAC_READ_SEARCH, DAC_OVERRIDE):
        start = [sys.executable, "-I", "-S", __file__, str(uid), str(gid), str(capability)]
        if _reaches(start, postgres, data.parent):
            return start
    raise NoUser(
        f"The user {NAME} cannot reach {postgres}. Move the checkout to a folder that others may enter."
    )


def _reaches(start: list[str], postgres: Path, folder: Path) -> bool:
    """Whether that user may run the programs and enter the folder."""
    command = [*start, PROBE, str(postgres), str(postgres.with_name("initdb")), str(folder)]
    return subprocess.run(command, capture_output=True, check=False, cwd="/").returncode == 0


def become(uid: int, gid: int, capability: int) -> None:
    """Give up root for good, apart from one capability if asked."""
    libc = ctypes.CDLL(None, use_errno=True)
    if capability != NONE:
        # With this bit access(2), by which initdb looks for its neighbour, counts the capability too.
        _must(libc.prctl(PR_SET_SECUREBITS, SECBIT_NO_SETUID_FIXUP, 0, 0, 0))
    os.setgroups([])
    os.setresgid(gid, gid, gid)
    os.setresuid(uid, uid, uid)
    if capability != NONE:
        bit = 1 << capability
        header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
        _must(libc.capset(header, (ctypes.c_uint32 * 6)(bit, bit, bit, 0, 0, 0)))
        _must(libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, capability, 0, 0))


def _must(result: int) -> None:
    if result != 0:
        raise OSError(ctypes.get_errno(), "the kernel does not allow it")


def main(arguments: list[str]) -> None:
    uid, gid, capability, command, *rest = arguments
    os.umask(0o077)
    become(int(uid), int(gid), int(capability))
    if command == PROBE:
        sys.exit(0 if all(os.access(path, os.X_OK) for path in rest) else 1)
    os.execv(command, [command, *rest])


if __name__ == "__main__":
    main(sys.argv[1:])
