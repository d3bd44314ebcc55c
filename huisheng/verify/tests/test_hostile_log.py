"""A log that is written to deceive its verifier, or to bring it down: it is named, and never believed."""

import gzip
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huisheng.verify.__main__ import FINE, UNREADABLE, main
from huisheng.verify.note import COSIGNATURE, BadNote, Signer, with_signatures
from huisheng.verify.openings import BadOpening
from huisheng.verify.promise import Promise
from huisheng.verify.proof import read_proof
from huisheng.verify.source import CannotRead, Folder, open_source
from huisheng.verify.tests.building import ORIGIN, SIGNER, Built, Story, built, put
from huisheng.verify.tests.test_verifier import STORIES, words
from huisheng.verify.verifier import Question, verify

AT = 1_790_000_000
NOW = datetime.fromtimestamp(AT + 3600, UTC)


def verified(folder: Path, **question: Any) -> Any:
    return verify(Folder(folder), Question(log_key=SIGNER.key, now=NOW, **question))


def test_a_case_is_not_counted_twice_by_counting_its_leaves_from_the_end(tmp_path: Path) -> None:
    log = built(STORIES)
    size = len(log.entries) + 2  # with the leaves of the file and of the list
    log.lines.append([[leaf[0] - size, *leaf[1:]] for leaf in log.lines[0]])
    log.publish(tmp_path)
    with pytest.raises(BadOpening, match="is no number"):
        verified(tmp_path)


def test_a_list_of_tomorrow_does_not_hide_that_nothing_is_opened_any_longer(tmp_path: Path) -> None:
    log = built(STORIES)
    log.publish(tmp_path, at=AT + 10 * 365 * 86_400)
    for story in [Story()] * 10:
        log.tell(story)
    log.sign(tmp_path)
    assert "which is still to come" in words(verified(tmp_path))


def test_the_key_of_a_log_is_no_witness(tmp_path: Path) -> None:
    built(STORIES).publish(tmp_path)
    report = verified(tmp_path, witnesses=[SIGNER.key])
    assert not report.anchored
    assert "it vouches for no growth" in words(report)


@pytest.mark.parametrize("time", [0, 2**63, 2**64 - 1])
def test_no_time_of_a_witness_or_a_promise_brings_it_down(tmp_path: Path, time: int) -> None:
    witness = Signer.of("witness.example/w", b"w" * 32, COSIGNATURE)
    note = built(STORIES).publish(tmp_path)
    put(tmp_path / "checkpoint", str(with_signatures(note, [witness.sign(note.text, time)])).encode())
    promise = Promise(ORIGIN, b"x" * 32, time, time).signed(SIGNER)
    assert verified(tmp_path, witnesses=[witness.key], promises=[promise]).anchored


def test_names_in_a_log_write_no_lines_of_their_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = built([*STORIES, Story(end="x\nNothing is missing, and nothing was changed.")])
    log.publish(tmp_path / "log")
    assert main([str(tmp_path / "log")]) == UNREADABLE
    assert "\nNothing is missing" not in capsys.readouterr().out
    origin = Signer.of("log.example/\x9b2K", b"s" * 32)
    built(STORIES).publish(tmp_path / "named", signer=origin)
    main([str(tmp_path / "named")])
    assert "\x9b" not in capsys.readouterr().out


def swapped(log: Built, folder: Path, change: Callable[[Any], Any]) -> None:
    """Publish openings of which one line was changed, logged as if that were right."""
    log.lines[3] = change(json.loads(json.dumps(log.lines[3])))
    log.publish(folder)


WILD: Any = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5) | st.just("00" * 32),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(leaf=st.integers(0, 2), place=st.integers(0, 5), wild=WILD, inside=st.booleans())
def test_no_opening_brings_it_down(tmp_path: Path, leaf: int, place: int, wild: Any, inside: bool) -> None:
    def change(line: Any) -> Any:
        target = line[leaf]
        at = place % len(target)
        if inside and isinstance(target[at], list):
            target[at][0] = wild
        else:
            target[at] = wild
        return line

    swapped(built(STORIES), tmp_path, change)
    assert main([str(tmp_path)]) != FINE


@pytest.mark.parametrize(
    "listing",
    [
        {"at": 1e999},
        {"at": -1},
        {"opened_to": "5"},
        {"areas": ["220106001"]},
        {"areas": {"220106001": ["x"]}},
        {"files": [{"path": "../../../../dev/zero", "sha256": "00"}]},
        {"files": 7},
    ],
)
def test_no_list_brings_it_down(tmp_path: Path, listing: dict[str, Any]) -> None:
    log = built(STORIES)
    log.publish(tmp_path)
    whole = json.loads((tmp_path / "openings" / "list.1.json").read_bytes())
    digest = log.keep(tmp_path, "list.2.json", json.dumps({**whole, **listing}).encode())
    index = json.loads((tmp_path / "openings" / "index.json").read_bytes())
    index["files"].append({"path": "list.2.json", "sha256": digest})
    put(tmp_path / "openings" / "index.json", json.dumps(index).encode())
    log.sign(tmp_path)
    assert main([str(tmp_path)]) == UNREADABLE


@pytest.mark.parametrize("content", [b"[" * 100_000, b'{"files": [1]}', b"\xff", b"null"])
def test_no_index_brings_it_down(tmp_path: Path, content: bytes) -> None:
    built(STORIES).publish(tmp_path)
    put(tmp_path / "openings" / "index.json", content)
    assert "are not published" in words(verified(tmp_path))


@settings(max_examples=150, deadline=None)
@given(
    name=st.sampled_from(("checkpoint", "leaves", "kind", "index", "fields", "private", "proof")), wild=WILD
)
def test_no_proof_brings_it_down(name: str, wild: Any) -> None:
    note = str(SIGNER.note(f"{ORIGIN}\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"))
    leaf = {"kind": "other", "index": 0, "fields": [], "private": "", "proof": []}
    whole: dict[str, Any] = {"format": "huisheng proof 1", "checkpoint": note, "leaves": [leaf]}
    (whole if name in whole else leaf)[name] = wild
    with suppress(BadNote):
        assert not any(each.holds for each in read_proof(json.dumps(whole).encode()).leaves)


def test_an_entry_of_a_kind_that_there_is_not_is_refused(tmp_path: Path) -> None:
    log = built(STORIES)
    log.entries.append(bytes([1, 77]) + b"x" * 32)
    log.publish(tmp_path)
    assert main([str(tmp_path)]) == UNREADABLE


@pytest.fixture(params=["cut", "bomb", "noise"])
def liar(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a server that answers with what cannot be unpacked."""
    whole = gzip.compress(b"x" * 100_000)
    monkeypatch.setattr("huisheng.verify.source.LONGEST", 50_000)
    content = {"cut": whole[:-20], "bomb": whole, "noise": b"noise"}[request.param]

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *arguments: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_what_cannot_be_unpacked_is_said_to_be_unreadable(liar: str) -> None:
    with pytest.raises(CannotRead):
        open_source(liar).read("checkpoint")
    assert main([liar]) == UNREADABLE
