"""Checkpoints, tiles and the exported copy: what others read."""

from pathlib import Path

import aics_tlog as other
import pytest
from django.test import Client

from huisheng.evidence.actions.append import append_pending
from huisheng.evidence.actions.export import export_log
from huisheng.evidence.actions.sign import forget_old_checkpoints, sign_checkpoint
from huisheng.evidence.keys import LogKey
from huisheng.evidence.models import Checkpoint, Cosignature
from huisheng.evidence.tests.events import happen
from huisheng.verify import tiles

pytestmark = pytest.mark.django_db(transaction=True)


def grown(count: int) -> Checkpoint:
    """A log of some more events, signed."""
    happen(count)
    append_pending()
    made = sign_checkpoint()
    assert made is not None
    return made


def test_nothing_new_is_not_signed_again(log: LogKey) -> None:
    grown(3)
    assert sign_checkpoint() is None


def test_another_implementation_verifies_what_is_exported(log: LogKey, tmp_path: Path) -> None:
    grown(200)
    first = Checkpoint.objects.get()
    last = grown(400)
    export_log(tmp_path / "copy")
    reader = other.FileSystemTileReader(tmp_path / "copy")
    found = other.verify_checkpoint(
        other.parse_note((tmp_path / "copy" / "checkpoint").read_bytes()),
        other.parse_vkey((tmp_path / "copy" / "key").read_text().strip()),
    )
    assert found.ok
    assert other.tree_root_from_tiles(reader, 600) == bytes(last.root)
    proof = other.consistency_proof_from_tiles(reader, 200, 600)
    assert other.verify_consistency(200, 600, bytes(first.root), bytes(last.root), proof)
    entry = other.tiles.read_entry(reader, 599, 600)
    path = other.inclusion_proof_from_tiles(reader, 599, 600)
    assert other.verify_leaf_inclusion(entry, 599, 600, path, bytes(last.root))


def test_the_web_gives_the_same_bytes_as_the_folder(log: LogKey, tmp_path: Path, client: Client) -> None:
    grown(600)
    export_log(tmp_path)
    for path in (file for file in tmp_path.rglob("*") if file.is_file() and "openings" not in file.parts):
        if path.name == "log-key.json":
            continue
        answer = client.get(f"/log/{path.relative_to(tmp_path).as_posix()}")
        assert answer.content == path.read_bytes()


def test_what_cannot_change_is_kept_for_ever_and_what_can_for_seconds(log: LogKey, client: Client) -> None:
    grown(3)
    assert "immutable" in client.get("/log/tile/0/000.p/3")["Cache-Control"]
    assert client.get("/log/checkpoint")["Cache-Control"] == "public, max-age=5"
    assert client.get("/log/checkpoint")["Content-Type"] == "text/plain; charset=utf-8"
    assert not client.get("/log/tile/entries/000.p/3").cookies


@pytest.mark.parametrize(
    "path",
    [
        "tile/0/000.p/4",
        "tile/0/000",
        "tile/0/0",
        "tile/0/001.p/1",
        "tile/1/000.p/1",
        "tile/0/x000/000.p/3",
        "tile/0/000.p/256",
        "tile/0/000.p/03",
        "tile/64/000.p/1",
        "tile/99999999/000.p/1",
        "tile/entries/000.p/4",
        "tile/entries/x/../000",
        "openings/2026-10.1.jsonl",
        "openings/list.1.json",
        "openings/list.99999999999999999999.json",
    ],
)
def test_what_is_not_there_is_not_served(log: LogKey, client: Client, path: str) -> None:
    grown(3)
    assert client.get(f"/log/{path}").status_code == 404


def test_a_leaf_that_no_checkpoint_covers_is_not_served(log: LogKey, client: Client) -> None:
    grown(3)
    happen()
    append_pending()
    assert client.get("/log/tile/entries/000.p/4").status_code == 404


def test_before_the_first_checkpoint_there_is_nothing(client: Client, settings, tmp_path: Path) -> None:
    settings.LOG_KEY_FILE = tmp_path / "none"
    assert client.get("/log/checkpoint").status_code == 404
    assert client.get("/log/key").status_code == 404


def test_old_checkpoints_go_but_the_last_of_a_day_and_what_a_witness_saw_stay(log: LogKey) -> None:
    for _time in range(4):
        grown(1)
    Checkpoint.objects.update(at="2026-01-05T08:00Z")
    Cosignature.objects.create(size=2, witness="w", line="x")
    assert forget_old_checkpoints() == 2
    assert set(Checkpoint.objects.values_list("size", flat=True)) == {2, 4}


def test_an_entry_shows_its_kind_and_a_hash_and_nothing_else(log: LogKey, client: Client) -> None:
    grown(1)
    (entry,) = tiles.entries_of(client.get("/log/tile/entries/000.p/1").content, 1)
    assert (len(entry), entry[:2]) == (34, b"\x01\x00")
