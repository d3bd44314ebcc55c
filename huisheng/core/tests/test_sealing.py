"""Sealed fields open only where they were sealed, unaltered, under a key that is still there."""

import json
import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huisheng.core import sealing
from huisheng.core.sealing import CannotOpen, KeyRing

RING = KeyRing("k1", {"k1": b"1" * 32}, index=b"i" * 32)
PLACE = "people_subject.contact_sealed:7"


@given(st.binary(max_size=400))
def test_what_is_sealed_opens_again(text):
    assert RING.open(RING.seal(text, PLACE), PLACE) == text


@given(st.data())
def test_one_altered_bit_is_noticed(data):
    sealed = bytearray(RING.seal(b"13900000000", PLACE))
    at = data.draw(st.integers(0, len(sealed) - 1))
    sealed[at] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises((CannotOpen, UnicodeDecodeError)):
        RING.open(bytes(sealed), PLACE)


def test_a_value_moved_to_another_row_does_not_open():
    with pytest.raises(CannotOpen):
        RING.open(RING.seal(b"x", PLACE), "people_subject.contact_sealed:8")


def test_the_same_text_is_never_sealed_alike():
    assert RING.seal(b"x", PLACE) != RING.seal(b"x", PLACE)


def test_a_new_key_seals_while_the_old_one_still_opens(tmp_path):
    path = tmp_path / "keys.json"
    sealing.create_key_file(path)
    old = sealing._read(path, 0)
    sealed = old.seal(b"x", PLACE)
    assert sealing.add_key(path) == "k2"
    new = sealing._read(path, 1)
    assert new.open(sealed, PLACE) == b"x"
    assert sealing.key_id_of(new.seal(b"x", PLACE)) == "k2"


def test_a_removed_key_opens_nothing(tmp_path):
    path = tmp_path / "keys.json"
    sealing.create_key_file(path)
    sealed = sealing._read(path, 0).seal(b"x", PLACE)
    with pytest.raises(CannotOpen, match="k1"):
        KeyRing("k9", {"k9": b"9" * 32}, b"").open(sealed, PLACE)


def test_the_key_file_is_the_owners_alone_and_is_never_overwritten(tmp_path):
    path = tmp_path / "keys.json"
    sealing.create_key_file(path)
    before = path.read_text()
    sealing.create_key_file(path)
    assert path.read_text() == before
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert set(json.loads(before)) == {"active", "keys", "index"}


def test_blind_indexes_are_equal_for_equal_values_of_one_column_only():
    assert RING.blind_index("13900000000", "a") == RING.blind_index("13900000000", "a")
    assert RING.blind_index("13900000000", "a") != RING.blind_index("13900000000", "b")
    assert RING.blind_index("13900000000", "a") != RING.blind_index("13900000001", "a")
