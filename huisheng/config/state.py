"""The state folder (`.huisheng/`): secrets made once, sealing keys, locks. Nothing is written elsewhere."""

import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from huisheng.config.env import SettingError, environment
from huisheng.core.sealing import create_key_file

NAMES = ("secret_key", "superuser", "owner", "runtime")


def folder() -> Path:
    """The state folder, made when missing. Others than root and the database's user see nothing of it."""
    path = environment().state
    try:
        path.mkdir(parents=True, exist_ok=True)
        if path.stat().st_uid == os.geteuid():
            path.chmod(0o711 if os.geteuid() == 0 else 0o700)
        (path / "log").mkdir(exist_ok=True)
    except PermissionError:
        raise SettingError(
            f"{path} belongs to another user. Work as that user, remove the folder, or choose another "
            "with HUISHENG_STATE."
        ) from None
    return path


@contextmanager
def locked(name: str) -> Iterator[None]:
    """Only one process at a time is inside, per name."""
    descriptor = os.open(folder() / f"{name}.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


@cache
def secret(name: str) -> str:
    """A secret of this installation: `secret_key` or the password of one of the three database logins."""
    path = folder() / "secrets.json"
    with locked("secrets"):
        if not path.exists():
            write_privately(path, json.dumps({each: secrets.token_urlsafe(36) for each in NAMES}, indent=1))
        return str(json.loads(path.read_text())[name])


def write_privately(path: Path, content: str) -> None:
    """Write a file that only its owner reads, whole or not at all."""
    fresh = path.with_name(path.name + ".new")
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(content)
    fresh.replace(path)


def secret_key() -> str:
    return environment().text("HUISHENG_SECRET_KEY") or secret("secret_key")


def key_file() -> Path:
    chosen = environment().text("HUISHENG_KEY_FILE")
    return environment().path("HUISHENG_KEY_FILE") if chosen else folder() / "keys.json"


def log_key_file() -> Path:
    chosen = environment().text("HUISHENG_LOG_KEY_FILE")
    return environment().path("HUISHENG_LOG_KEY_FILE") if chosen else folder() / "log-key.json"


def prepare() -> None:
    """What every process needs before Django starts: the keys of sealed fields."""
    with locked("keys"):
        create_key_file(key_file())
