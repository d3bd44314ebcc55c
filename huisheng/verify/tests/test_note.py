"""Signed notes: what is refused."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huisheng.verify.checkpoint import read_checkpoint
from huisheng.verify.note import BadNote, Signer, read_key, read_note

SIGNER = Signer.of("log.example/x", b"k" * 32)
NOTE = str(SIGNER.note("one\ntwo\n"))


def test_a_note_is_read_as_it_was_written() -> None:
    assert str(read_note(NOTE)) == NOTE
    assert read_note(NOTE).signed_by(SIGNER.key)


def test_the_text_is_parted_from_signatures_by_the_last_empty_line() -> None:
    note = SIGNER.note("one\n\ntwo\n")
    assert read_note(str(note)) == note


def test_one_changed_letter_is_seen() -> None:
    assert read_note(NOTE.replace("two", "tw0")).signed_by(SIGNER.key) is None


def test_a_key_of_the_same_name_is_another_key() -> None:
    assert read_note(NOTE).signed_by(Signer.of("log.example/x", b"o" * 32).key) is None


def test_a_signature_given_twice_counts_for_nothing() -> None:
    doubled = NOTE + NOTE.splitlines()[-1] + "\n"
    assert read_note(doubled).signed_by(SIGNER.key) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no signature\n",
        "text\n\nnot a signature\n",
        "text\n\n— name !!!\n",
        "text\n\n— name QUJD\n",
        NOTE.replace("— ", "- "),
        NOTE[:-1],
        NOTE.replace("one", "o\tne"),
    ],
)
def test_what_is_no_note_is_refused(text: str) -> None:
    with pytest.raises(BadNote):
        read_note(text)


@given(st.binary(max_size=300))
def test_no_bytes_make_it_fall_over(content: bytes) -> None:
    with contextlib.suppress(BadNote):
        read_checkpoint(read_note(content))


@pytest.mark.parametrize(
    "text", ["", "x", "name+00000000+AAAA", "na me+x+y", str(SIGNER.key).replace("+", "+0", 1)]
)
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(BadNote):
        read_key(text)


def test_a_key_is_read_as_it_is_written() -> None:
    assert read_key(str(SIGNER.key)) == SIGNER.key


@pytest.mark.parametrize(
    "text", ["x\n1\n", "x\n01\nAAAA\n", "x\n1\n!!\n", "x\n-1\nAAAA\n", "x\n1\nAAAA\n", "x\n²\nAAAA\n"]
)
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(BadNote):
        read_checkpoint(SIGNER.note(text))
