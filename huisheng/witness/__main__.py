"""`python -m huisheng.witness`: watch logs and cosign what only grew (https://c2sp.org/tlog-witness).

python -m huisheng.witness make-key NAME FILE      a key; prints what logs and verifiers need to know of it
python -m huisheng.witness serve FILE --log KEY    serve; --log once for each log, as name+id+key
"""

import argparse
import base64
import contextlib
import os
import re
import signal
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import FrameType

from huisheng.verify.note import COSIGNATURE, BadNote, Signer, is_name, read_key
from huisheng.witness.cosigner import Answer, Cosigner

LARGEST = 64 * 1024
PORT = 8780
SECONDS = 20
_LENGTH = re.compile("[0-9]{1,9}")


def main(arguments: list[str] | None = None) -> int:
    """Make a key, or serve until SIGTERM or Ctrl-C."""
    parser = argparse.ArgumentParser(prog="huisheng witness", description=__doc__)
    acts = parser.add_subparsers(dest="act", required=True)
    make = acts.add_parser("make-key", help="make a key for this witness")
    make.add_argument("name", help="name of the witness, as witness.example.org/w1")
    make.add_argument("file", type=Path)
    serve = acts.add_parser("serve", help="take checkpoints and cosign them")
    serve.add_argument("file", type=Path, help="the key that make-key made")
    serve.add_argument("--log", action="append", required=True, metavar="KEY", help="key of a log")
    serve.add_argument("--record", type=Path, default=None, help="where to remember; default: beside the key")
    serve.add_argument("--bind", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=PORT)
    given = parser.parse_args(arguments)
    try:
        return make_key(given.name, given.file) if given.act == "make-key" else _serve(given)
    except (OSError, ValueError, BadNote) as fault:
        sys.stderr.write(f"{fault}\n")
        return 2


def make_key(name: str, path: Path) -> int:
    """Write a fresh private key that only its owner reads; an existing file is left alone."""
    if not is_name(name):
        raise BadNote("a name has no blank and no plus")
    seed = os.urandom(32)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(f"{name} {base64.b64encode(seed).decode()}\n")
    sys.stdout.write(f"{Signer.of(name, seed, COSIGNATURE).key}\n")
    return 0


def read_signer(path: Path) -> Signer:
    """The witness that a key file is of."""
    name, seed = path.read_text().split()
    return Signer.of(name, base64.b64decode(seed), COSIGNATURE)


class Handler(BaseHTTPRequestHandler):
    """The one call of a witness."""

    server: "Witness"
    protocol_version = "HTTP/1.1"
    timeout = SECONDS

    def do_POST(self) -> None:  # named by http.server
        """`POST /add-checkpoint`."""
        length = self.headers.get("Content-Length", "")
        if self.path != "/add-checkpoint":
            self._answer(Answer(404, "there is only add-checkpoint\n"), close=True)
        elif not _LENGTH.fullmatch(length) or int(length) > LARGEST:
            self._answer(Answer(413, "say the length, at most 64 KiB\n"), close=True)
        else:
            self._answer(self.server.cosigner.add_checkpoint(self.rfile.read(int(length))))

    def _answer(self, answer: Answer, *, close: bool = False) -> None:
        content = answer.text.encode()
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.type)
        self.send_header("Content-Length", str(len(content)))
        if close:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *arguments: object) -> None:
        """One line a request, without addresses."""
        sys.stderr.write(format % arguments + "\n")


class Witness(ThreadingHTTPServer):
    """A cosigner on the web."""

    daemon_threads = True

    def __init__(self, cosigner: Cosigner, bind: str, port: int) -> None:
        super().__init__((bind, port), Handler)
        self.cosigner = cosigner


def _serve(given: argparse.Namespace) -> int:
    signer = read_signer(given.file)
    logs = {key.name: key for key in map(read_key, given.log)}
    record = given.record or given.file.with_suffix(".seen")
    signal.signal(signal.SIGTERM, _end)
    with Witness(Cosigner(signer, logs, record), given.bind, given.port) as server:
        sys.stdout.write(f"{signer.key}\nWatching {', '.join(logs)} on port {server.server_port}.\n")
        sys.stdout.flush()
        with contextlib.suppress(KeyboardInterrupt):
            server.serve_forever()
    return 0


def _end(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
