"""Checkpoints go to witnesses: cosignatures are kept, and a witness that will not or lies holds nothing up."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from huisheng.evidence.actions.append import append_pending
from huisheng.evidence.actions.sign import sign_checkpoint
from huisheng.evidence.actions.submit import submit_checkpoint
from huisheng.evidence.keys import LogKey
from huisheng.evidence.models import Cosignature
from huisheng.evidence.queries import published
from huisheng.evidence.tests.events import happen
from huisheng.verify.note import COSIGNATURE, Signer, read_note
from huisheng.witness.__main__ import Witness
from huisheng.witness.cosigner import Cosigner

pytestmark = pytest.mark.django_db(transaction=True)
SIGNER = Signer.of("witness.example/w", b"w" * 32, COSIGNATURE)


def grow(count: int = 3) -> None:
    happen(count)
    append_pending()
    sign_checkpoint()


@pytest.fixture
def witness(log: LogKey, tmp_path: Path, settings: Any) -> Iterator[Path]:
    """A witness of this log, in the settings; the file in which it remembers."""
    record = tmp_path / "witness.seen"
    with (
        Witness(Cosigner(SIGNER, {log.origin: log.signer.key}, record), "127.0.0.1", 0) as server,
        running(server),
    ):
        settings.WITNESSES = f"http://127.0.0.1:{server.server_port}/ {SIGNER.key}"
        yield record


def running(server: ThreadingHTTPServer) -> Any:
    class Running:
        def __enter__(self) -> None:
            self.thread = threading.Thread(target=server.serve_forever, daemon=True)
            self.thread.start()

        def __exit__(self, *_problem: object) -> None:
            server.shutdown()
            self.thread.join()

    return Running()


def test_each_checkpoint_is_cosigned_once_and_served_with_it(witness: Path) -> None:
    grow()
    assert submit_checkpoint() == 1
    assert submit_checkpoint() == 0
    grow(300)
    assert submit_checkpoint() == 1
    note = read_note(published.checkpoint() or "")
    assert len(note.signatures) == 2
    assert note.signed_by(SIGNER.key)


def test_a_witness_that_knows_more_than_we_remember_is_asked_again(witness: Path, as_owner: Any) -> None:
    grow()
    submit_checkpoint()
    with as_owner():
        Cosignature.objects.all().delete()
    grow()
    assert submit_checkpoint() == 1


def test_a_witness_that_has_seen_a_longer_log_is_not_given_a_shorter_one(witness: Path, caplog: Any) -> None:
    grow()
    witness.write_text(
        witness.read_text() if witness.exists() else '{"log.example/test": {"size": "99", "root": ""}}'
    )
    assert submit_checkpoint() == 0
    assert "was it restored?" in caplog.text


@pytest.mark.parametrize(
    "answer",
    [
        lambda note: (200, "— witness.example/w AAAAAAAA\n"),
        lambda note: (200, "nonsense"),
        lambda note: (200, ""),
        lambda note: (500, "broken"),
        lambda note: (409, "x" * 100),
        lambda note: (200, str(Signer.of("witness.example/w", b"x" * 32, COSIGNATURE).sign(note, 1))),
    ],
)
def test_a_witness_that_lies_is_not_believed(
    log: LogKey, settings: Any, answer: Callable[[str], tuple[int, str]]
) -> None:
    class Liar(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            status, text = answer(body.split("\n\n")[1] + "\n")
            self.send_response(status)
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, format: str, *arguments: object) -> None:
            """Quietly."""

    grow()
    with ThreadingHTTPServer(("127.0.0.1", 0), Liar) as server, running(server):
        settings.WITNESSES = f"http://127.0.0.1:{server.server_port} {SIGNER.key}"
        assert submit_checkpoint() == 0
    assert not Cosignature.objects.exists()


def test_a_witness_that_speaks_no_http_holds_up_no_other_one(witness: Path, settings: Any) -> None:
    class Noise(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.wfile.write(b"noise\r\n\r\n")

        def log_message(self, format: str, *arguments: object) -> None:
            """Quietly."""

    grow()
    noisy = Signer.of("witness.example/noise", b"n" * 32, COSIGNATURE)
    with ThreadingHTTPServer(("127.0.0.1", 0), Noise) as server, running(server):
        settings.WITNESSES = f"http://127.0.0.1:{server.server_port} {noisy.key} {settings.WITNESSES}"
        assert submit_checkpoint() == 1
    assert [each.witness for each in Cosignature.objects.all()] == [SIGNER.name]


def test_a_witness_that_is_away_holds_nobody_up(log: LogKey, settings: Any, caplog: Any) -> None:
    grow()
    settings.WITNESSES = f"http://127.0.0.1:9 {SIGNER.key}"
    assert submit_checkpoint() == 0
    assert "did not cosign" in caplog.text


def test_before_the_first_checkpoint_there_is_nothing_to_send(witness: Path) -> None:
    assert submit_checkpoint() == 0
