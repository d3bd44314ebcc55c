"""The witness: cosigns what only grew, remembers it through any crash, and refuses everything else."""

import base64
import http.client
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from huisheng.verify.checkpoint import Checkpoint
from huisheng.verify.merkle import MemoryTree, consistency_proof
from huisheng.verify.note import COSIGNATURE, Signer, read_note, read_signatures, with_signatures
from huisheng.witness.__main__ import Witness, main, make_key, read_signer
from huisheng.witness.cosigner import Answer, Cosigner

LOG = Signer.of("log.example/x", b"l" * 32)
STRANGER = Signer.of("log.example/y", b"y" * 32)
SIGNER = Signer.of("witness.example/w", b"w" * 32, COSIGNATURE)
TREE = MemoryTree(f"leaf {n}".encode() for n in range(400))
OTHER_TREE = MemoryTree(f"other {n}".encode() for n in range(400))


@pytest.fixture
def witness(tmp_path: Path) -> Cosigner:
    return cosigner(tmp_path)


def cosigner(folder: Path) -> Cosigner:
    return Cosigner(SIGNER, {LOG.name: LOG.key}, folder / "witness.seen", now=lambda: 1_790_000_000.0)


def submission(
    old: int, size: int, tree: MemoryTree = TREE, signer: Signer = LOG, proof: list[bytes] | None = None
) -> bytes:
    lines = consistency_proof(tree.read, old, size) if proof is None else proof
    text = "".join(base64.b64encode(each).decode() + "\n" for each in lines)
    note = Checkpoint(signer.name, size, tree.root(size)).signed(signer)
    return f"old {old}\n{text}\n{note}".encode()


def test_it_cosigns_a_log_that_grows(witness: Cosigner) -> None:
    for old, size in ((0, 10), (10, 300), (300, 300), (300, 301)):
        answer = witness.add_checkpoint(submission(old, size))
        assert answer.status == 200
        note = Checkpoint(LOG.name, size, TREE.root(size)).signed(LOG)
        cosigned = with_signatures(note, read_signatures(answer.text))
        signature = read_note(str(cosigned)).signed_by(SIGNER.key)
        assert signature is not None
        assert signature.time == 1_790_000_000


def test_it_refuses_another_history(witness: Cosigner) -> None:
    witness.add_checkpoint(submission(0, 300))
    assert witness.add_checkpoint(submission(300, 400, OTHER_TREE)).status == 422
    assert witness.add_checkpoint(submission(300, 300, OTHER_TREE)).status == 409
    assert witness.add_checkpoint(submission(300, 400)).status == 200


def test_it_tells_the_size_that_it_knows(witness: Cosigner) -> None:
    witness.add_checkpoint(submission(0, 300))
    answer = witness.add_checkpoint(submission(0, 400, proof=[]))
    assert answer == Answer(409, "300\n", "text/x.tlog.size")


def test_it_remembers_after_a_restart(tmp_path: Path) -> None:
    cosigner(tmp_path).add_checkpoint(submission(0, 300))
    assert cosigner(tmp_path).add_checkpoint(submission(0, 350, OTHER_TREE, proof=[])).status == 409


def test_strangers_and_wrong_signatures_are_refused(witness: Cosigner) -> None:
    assert witness.add_checkpoint(submission(0, 10, signer=STRANGER)).status == 404
    forged = Signer.of(LOG.name, b"f" * 32)
    assert witness.add_checkpoint(submission(0, 10, signer=forged)).status == 403


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"old 0\n",
        b"old x\n\nnote",
        b"old 00\n\nnote",
        b"old -1\n\nnote",
        b"new 0\n\nnote",
        b"old 0\n!!\n\nnote",
        b"old 0\n\n\xff",
        submission(0, 10).replace(b"old 0", b"old 11"),
        b"old 0\n" + b"AAAA\n" * 64 + b"\nx",
    ],
)
def test_what_is_no_submission_is_refused(witness: Cosigner, body: bytes) -> None:
    assert witness.add_checkpoint(body).status == 400


def test_two_at_once_never_make_it_cosign_two_histories(tmp_path: Path) -> None:
    """Both are valid continuations of nothing; one of them has to lose."""
    answers: list[int] = []
    bodies = [submission(0, 300), submission(0, 300, OTHER_TREE)] * 4
    threads = [
        threading.Thread(
            target=lambda body=body: answers.append(cosigner(tmp_path).add_checkpoint(body).status)
        )
        for body in bodies
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [200, *[409] * 7]


@pytest.fixture
def served(tmp_path: Path) -> Iterator[int]:
    """The witness on a free port."""
    with Witness(cosigner(tmp_path), "127.0.0.1", 0) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


def test_on_the_web(served: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", served, timeout=10)
    connection.request("POST", "/add-checkpoint", submission(0, 10))
    answer = connection.getresponse()
    assert answer.status == 200
    assert answer.read().decode().startswith("— witness.example/w ")
    connection.request("POST", "/add-checkpoint", submission(0, 20, proof=[]))
    answer = connection.getresponse()
    assert (answer.status, answer.read(), answer.headers["Content-Type"]) == (
        409,
        b"10\n",
        "text/x.tlog.size",
    )
    connection.close()


@pytest.mark.parametrize(
    ("path", "length", "status"),
    [
        ("/", "3", 404),
        *(("/add-checkpoint", length, 413) for length in ("99999999", "²", "9" * 5000, "", "-1")),
    ],
)
def test_what_it_does_not_take(served: int, path: str, length: str, status: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", served, timeout=10)
    connection.putrequest("POST", path)
    connection.putheader("Content-Length", length)
    connection.endheaders()
    assert connection.getresponse().status == status
    connection.close()


def test_a_key_is_made_once_and_read_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert make_key("witness.example/w", tmp_path / "key") == 0
    assert capsys.readouterr().out.strip() == str(read_signer(tmp_path / "key").key)
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600
    assert main(["make-key", "witness.example/w", str(tmp_path / "key")]) == 2
    assert main(["make-key", "with blanks", str(tmp_path / "other")]) == 2


def test_it_starts_and_stops_as_a_program(tmp_path: Path) -> None:
    make_key("witness.example/w", tmp_path / "key")
    command = [
        sys.executable,
        "-m",
        "huisheng.witness",
        "serve",
        str(tmp_path / "key"),
        "--log",
        str(LOG.key),
        "--port",
        "0",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        port = int(process.stdout.readline().split()[-1].rstrip("."))
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("POST", "/add-checkpoint", submission(0, 10))
        assert connection.getresponse().status == 200
        connection.close()
        process.terminate()
        assert process.wait(10) == 0
    assert (tmp_path / "key.seen").exists()
