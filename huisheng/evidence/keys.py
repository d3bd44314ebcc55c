"""The key of the log: signs checkpoints and promises, and seeds the salts of leaves. It lies outside the database.

One file, made once by `huisheng make_log_key`, belongs to one log: with another key it would be another log.
"""

import base64
import hmac
import json
import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from huisheng.verify.note import Signer, is_name

KEY_BYTES = 32
TAG_BYTES = 16


class NoKey(Exception):
    """This installation has no log yet; `huisheng make_log_key` makes its key."""


@dataclass(frozen=True)
class LogKey:
    """`signer` signs as the log; `salts` is the secret from which seeds and case tags follow."""

    signer: Signer
    salts: bytes

    @property
    def origin(self) -> str:
        """The name of the log."""
        return self.signer.name

    def seed(self, source: str, subject: str, seq: int) -> bytes:
        """The seed of one leaf's salts."""
        return hmac.digest(self.salts, f"seed {source} {subject} {seq}".encode(), "sha256")

    def tag(self, source: str, subject: str) -> str:
        """What joins the leaves of one case when they are opened. It does not lead back to the case."""
        return hmac.digest(self.salts, f"tag {source} {subject}".encode(), "sha256")[:TAG_BYTES].hex()


def log_key() -> LogKey:
    """The key in `settings.LOG_KEY_FILE`; `NoKey` when there is none. Read once, and again when it changes."""
    try:
        return _read(settings.LOG_KEY_FILE, os.stat(settings.LOG_KEY_FILE).st_mtime_ns)  # noqa: PTH116
    except FileNotFoundError:
        raise NoKey from None


def make_log_key(path: Path, origin: str) -> LogKey:
    """Write a fresh key that only its owner reads. An existing one is never written over (`FileExistsError`)."""
    if not is_name(origin):
        raise ValueError("The name of a log has no blank and no plus.")
    content = {
        "origin": origin,
        "seed": base64.b64encode(os.urandom(KEY_BYTES)).decode(),
        "salts": base64.b64encode(os.urandom(KEY_BYTES)).decode(),
    }
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump(content, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    return _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=2)
def _read(path: str | Path, _changed: int) -> LogKey:
    content = json.loads(Path(path).read_text())
    signer = Signer.of(content["origin"], base64.b64decode(content["seed"]))
    return LogKey(signer, base64.b64decode(content["salts"]))
