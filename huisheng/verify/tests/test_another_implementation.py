"""Ours against `aics-tlog`, written by others from the same specifications: each reads what the other writes."""

import random
from pathlib import Path

import aics_tlog as other
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from huisheng.verify import merkle, tiles
from huisheng.verify.checkpoint import Checkpoint, read_checkpoint
from huisheng.verify.note import COSIGNATURE, Signer, read_key, read_note, with_signatures

SIZES = [0, 1, 2, 3, 7, 8, 255, 256, 257, 511, 600, 65_536, 65_800]
KEY, WITNESS = b"k" * 32, b"w" * 32


def leaves(count: int) -> list[bytes]:
    return [f"leaf {n}".encode() for n in range(count)]


@pytest.mark.parametrize("size", SIZES)
def test_roots_and_proofs_are_the_same(size: int) -> None:
    ours, theirs, chance = (
        merkle.MemoryTree(leaves(size)),
        other.MerkleTree(leaves(size)),
        random.Random(size),
    )
    assert ours.root() == theirs.root()
    for _try in range(12 if size else 0):
        index, old = chance.randrange(size), chance.randrange(1, size + 1)
        path = merkle.inclusion_proof(ours.read, index, size)
        assert path == theirs.inclusion_proof(index, size)
        assert other.verify_leaf_inclusion(leaves(size)[index], index, size, path, ours.root())
        growth = merkle.consistency_proof(ours.read, old, size)
        assert growth == theirs.consistency_proof(old, size)
        assert other.verify_consistency(old, size, ours.root(old), ours.root(), growth)


@given(size=st.integers(1, 700), data=st.data())
def test_both_take_and_refuse_the_same_proofs(size: int, data: st.DataObject) -> None:
    ours = merkle.MemoryTree(leaves(size))
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
    path, growth = (
        merkle.inclusion_proof(ours.read, index, size),
        merkle.consistency_proof(ours.read, old, size),
    )
    said, claimed = data.draw(st.integers(0, size)), data.draw(st.integers(1, size))
    leaf, old_root = ours.levels[0][index], ours.root(old)
    assert merkle.includes(leaf, said, size, path, ours.root()) == other.verify_inclusion(
        leaf, said, size, path, ours.root()
    )
    assert merkle.includes(leaf, said, size, path, ours.root()) == (said == index)
    assert merkle.consistent(claimed, size, old_root, ours.root(), growth) == other.verify_consistency(
        claimed, size, old_root, ours.root(), growth
    )


@given(number=st.integers(0, 10**9), width=st.integers(1, 256), level=st.integers(0, 63))
def test_addresses_of_tiles_are_the_same(number: int, width: int, level: int) -> None:
    ours = tiles.tile_path(level, number, width)
    assert ours == other.tiles.tile_path(level, number, None if width == 256 else width)
    assert tiles.read_path(ours.split("/", 2)[2]) == (number, width)
    assert tiles.tile_path("entries", number, width) == other.tiles.entry_bundle_path(
        number, None if width == 256 else width
    )


@given(entries=st.lists(st.binary(max_size=40), min_size=1, max_size=256))
def test_entry_bundles_are_the_same(entries: list[bytes]) -> None:
    assert tiles.bundle(entries) == other.tiles.build_entry_bundle(entries)
    assert tiles.entries_of(tiles.bundle(entries), len(entries)) == entries


def test_they_verify_our_checkpoint_and_our_cosignature() -> None:
    tree, signer = merkle.MemoryTree(leaves(300)), Signer.of("log.example/x", KEY)
    witness = Signer.of("witness.example/w", WITNESS, COSIGNATURE)
    note = Checkpoint("log.example/x", 300, tree.root()).signed(signer)
    note = with_signatures(note, [witness.sign(note.text, 1_767_000_000)])
    found = other.verify_checkpoint(
        other.parse_note(str(note)),
        other.parse_vkey(str(signer.key)),
        [other.parse_vkey(str(witness.key))],
        quorum=1,
    )
    assert found.ok


def test_we_verify_their_checkpoint_and_their_cosignature() -> None:
    tree, key, wit = other.MerkleTree(leaves(300)), private(KEY), private(WITNESS)
    note = other.sign_checkpoint(other.Checkpoint("log.example/x", 300, tree.root()), key, "log.example/x")
    _time, line = other.sign_cosignature(
        wit, "witness.example/w", 1_767_000_000, "log.example/x", 300, tree.root()
    )
    whole = other.Note(text=note.text, signatures=(*note.signatures, line))
    ours = read_note(whole.to_bytes())
    assert read_checkpoint(ours) == Checkpoint("log.example/x", 300, merkle.MemoryTree(leaves(300)).root())
    assert ours.signed_by(
        read_key(str(other.format_vkey(other.vkey_from_ed25519("log.example/x", key.public_key()))))
    )
    witness = other.format_vkey(other.cosignature_vkey("witness.example/w", wit.public_key()))
    signature = ours.signed_by(read_key(witness))
    assert signature is not None
    assert signature.time == 1_767_000_000


def test_they_read_proofs_from_our_tiles(tmp_path: Path) -> None:
    """A folder of tiles as we write them."""
    tree = merkle.MemoryTree(leaves(70_000))
    for level in range(3):
        for number, width in tiles.widths(70_000, level):
            path = tmp_path / tiles.tile_path(level, number, width)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"".join(tree.read(level, number * 256, width)))
    reader = other.FileSystemTileReader(tmp_path)
    assert other.tree_root_from_tiles(reader, 70_000) == tree.root()
    proof = other.inclusion_proof_from_tiles(reader, 65_999, 70_000)
    assert proof == merkle.inclusion_proof(tree.read, 65_999, 70_000)


def private(seed: bytes) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(seed)
