"""The Merkle tree of RFC 6962, section 2.1, read from tiles of height 8 (https://c2sp.org/tlog-tiles).

A tree is whatever `Read` gives: `read(level, start, count)` are consecutive hashes at tile level `level`, each the
Merkle tree hash of 256**level leaves. Proofs are made from them and checked without them.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence

HASH_BYTES = 32
TILE_WIDTH = 256
TILE_HEIGHT = 8
EMPTY_ROOT = hashlib.sha256(b"").digest()

Read = Callable[[int, int, int], Sequence[bytes]]


def leaf_hash(entry: bytes) -> bytes:
    """The hash of one entry."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees, side by side."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def fold(hashes: Sequence[bytes]) -> bytes:
    """The hash over a power of two of subtrees of one size."""
    sha256 = hashlib.sha256
    while len(hashes) > 1:
        pairs = iter(hashes)
        hashes = [sha256(b"\x01" + left + right).digest() for left, right in zip(pairs, pairs, strict=True)]
    return hashes[0]


def subtree(read: Read, start: int, count: int) -> bytes:
    """MTH(D[start:start+count]); `start` is a multiple of the smallest power of two that holds `count`."""
    if count & (count - 1) == 0:
        level = (count.bit_length() - 1) // TILE_HEIGHT
        span = TILE_WIDTH**level
        return fold(read(level, start // span, count // span))
    left = _split(count)
    return node_hash(subtree(read, start, left), subtree(read, start + left, count - left))


def root(read: Read, size: int) -> bytes:
    """The root of the tree of `size` leaves."""
    return subtree(read, 0, size) if size else EMPTY_ROOT


def inclusion_proof(read: Read, index: int, size: int) -> list[bytes]:
    """The audit path of leaf `index` in the tree of `size` leaves (RFC 6962, 2.1.1)."""
    if not 0 <= index < size:
        raise ValueError(f"leaf {index} is not in a tree of {size}")
    path: list[bytes] = []
    start, count = 0, size
    while count > 1:
        left = _split(count)
        if index - start < left:
            path.append(subtree(read, start + left, count - left))
            count = left
        else:
            path.append(subtree(read, start, left))
            start, count = start + left, count - left
    return path[::-1]


def consistency_proof(read: Read, old: int, size: int) -> list[bytes]:
    """The proof that the tree of `size` begins with the tree of `old` leaves (RFC 6962, 2.1.2)."""
    if not 0 <= old <= size:
        raise ValueError(f"a tree of {size} has no beginning of {old}")
    if old in (0, size):
        return []
    path: list[bytes] = []
    start, count, whole = 0, size, True
    while old - start != count:
        left = _split(count)
        if old - start <= left:
            path.append(subtree(read, start + left, count - left))
            count = left
        else:
            path.append(subtree(read, start, left))
            start, count, whole = start + left, count - left, False
    if not whole:
        path.append(subtree(read, start, count))
    return path[::-1]


def includes(entry_hash: bytes, index: int, size: int, proof: Sequence[bytes], root_hash: bytes) -> bool:
    """Whether the proof shows that the leaf is in the tree (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    at, last, found = index, size - 1, entry_hash
    for hash_ in proof:
        if last == 0:
            return False
        if at & 1 or at == last:
            found = node_hash(hash_, found)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            found = node_hash(found, hash_)
        at, last = at >> 1, last >> 1
    return last == 0 and found == root_hash


def consistent(old: int, size: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether the proof shows that the new tree begins with the old one (RFC 9162, 2.1.4.2)."""
    if old == size:
        return old_root == new_root and not proof
    if old == 0:
        return old_root == EMPTY_ROOT and not proof
    if old > size or old < 0:
        return False
    hashes = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    if not hashes:
        return False
    at, last = old - 1, size - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    before = after = hashes[0]
    for hash_ in hashes[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            before, after = node_hash(hash_, before), node_hash(hash_, after)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            after = node_hash(after, hash_)
        at, last = at >> 1, last >> 1
    return last == 0 and before == old_root and after == new_root


def _split(count: int) -> int:
    """The largest power of two below `count`."""
    return 1 << (count - 1).bit_length() - 1


class MemoryTree:
    """A tree whose hashes are all at hand: what the verifier builds from the entries that it fetched."""

    def __init__(self, entries: Iterable[bytes] = ()) -> None:
        self.levels: list[list[bytes]] = [[]]
        self.extend(entries)

    @property
    def size(self) -> int:
        """How many leaves there are."""
        return len(self.levels[0])

    def extend(self, entries: Iterable[bytes]) -> None:
        """Append entries and the hashes of the tiles that they fill."""
        sha256 = hashlib.sha256
        self.levels[0] += [sha256(b"\x00" + entry).digest() for entry in entries]
        for level in range(64):
            here = self.levels[level]
            if len(here) < TILE_WIDTH:
                return
            if len(self.levels) == level + 1:
                self.levels.append([])
            above = self.levels[level + 1]
            for start in range(len(above) * TILE_WIDTH, len(here) - TILE_WIDTH + 1, TILE_WIDTH):
                above.append(fold(here[start : start + TILE_WIDTH]))

    def read(self, level: int, start: int, count: int) -> Sequence[bytes]:
        """See `Read`."""
        return self.levels[level][start : start + count]

    def root(self, size: int | None = None) -> bytes:
        """The root at `size`, by default of all."""
        return root(self.read, self.size if size is None else size)
