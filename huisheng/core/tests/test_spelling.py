import pytest
from hypothesis import given
from hypothesis import strategies as st

from huisheng.core.spelling import half_width, plain


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("錦江花園", "锦江花园"),
        ("锦江　花园　３号楼", "锦江花园3号楼"),
        ("春－２１７", "春217"),
        ("春—217", "春217"),
        ("ｋ7a 4rt", "K7A4RT"),
        ("锦江花园，3号楼。", "锦江花园3号楼"),
        ("長春市綠園區", "长春市绿园区"),
    ],
)
def test_what_means_the_same_is_spelled_the_same(typed: str, meant: str) -> None:
    assert plain(typed) == plain(meant)


def test_what_differs_stays_different() -> None:
    assert len({plain(name) for name in ("锦江花园", "锦江花苑", "锦江家园", "锦江花园1区")}) == 4


def test_dashes_of_all_kinds_become_hyphens() -> None:
    assert half_width("3–2—301") == "3-2-301"


@given(st.text())
def test_blanks_do_not_matter(text: str) -> None:
    assert plain(f" {text} ") == plain(text)
