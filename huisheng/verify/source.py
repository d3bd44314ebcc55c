"""Where a log is read from: an address on the web, or a folder with the same files."""

import urllib.error
import urllib.request
import zlib
from http.client import HTTPException
from pathlib import Path
from typing import Protocol

SECONDS = 30
LONGEST = 200_000_000
GZIP = zlib.MAX_WBITS + 16


class CannotRead(Exception):
    """A file of the log is not there, or cannot be had; the message says which and why."""


class Source(Protocol):
    """A log's files by their path below its prefix."""

    def read(self, path: str) -> bytes:
        """The content; `CannotRead` otherwise."""


class Folder:
    """A copy of a log in a folder."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self, path: str) -> bytes:
        """See `Source`."""
        try:
            return (self._path / path).read_bytes()
        except OSError as fault:
            raise CannotRead(f"{path}: {fault.strerror}") from fault


class Web:
    """A log on the web. Only http and https."""

    def __init__(self, address: str) -> None:
        self._prefix = address.rstrip("/")

    def read(self, path: str) -> bytes:
        """See `Source`."""
        request = urllib.request.Request(  # noqa: S310  # `open_source` lets http and https in only
            f"{self._prefix}/{path}", headers={"Accept-Encoding": "gzip", "User-Agent": "huisheng-verify"}
        )
        try:
            with urllib.request.urlopen(request, timeout=SECONDS) as answer:  # noqa: S310
                content: bytes = answer.read(LONGEST)
                packed = answer.headers.get("Content-Encoding") == "gzip"
            return _unpacked(content) if packed else content
        except urllib.error.HTTPError as fault:
            raise CannotRead(f"{path}: the server answered {fault.code}") from fault
        except (OSError, ValueError, HTTPException, zlib.error) as fault:
            raise CannotRead(f"{path}: {fault}") from fault


def _unpacked(content: bytes) -> bytes:
    """At most `LONGEST` bytes of what was packed, however little it was."""
    packed = zlib.decompressobj(GZIP)
    whole = packed.decompress(content, LONGEST)
    if not packed.eof:
        raise ValueError("cut off, or too long")
    return whole


def open_source(where: str) -> Source:
    """An address that begins with http:// or https://, or a folder; `CannotRead` for neither."""
    if where.startswith(("http://", "https://")):
        return Web(where)
    path = Path(where)
    if not path.is_dir():
        raise CannotRead(f"{where} is neither an address nor a folder")
    return Folder(path)
