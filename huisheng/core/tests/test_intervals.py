"""Wilson's interval: published values, and what holds for all of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huisheng.core.intervals import wilson


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (5, 10, 0.2366, 0.7634), (81, 263, 0.2553, 0.3662)],
)
def test_it_is_what_tables_give(hits, n, low, high):
    """Newcombe, Stat. Med. 17 (1998) 857, table I, method 3, for 81 of 263."""
    found = wilson(hits, n)
    assert found is not None
    assert found == pytest.approx((low, high), abs=5e-5)


def test_nothing_counted_has_no_interval():
    assert wilson(0, 0) is None


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_share_lies_inside_and_more_is_surer(pair):
    hits, n = pair
    found, more = wilson(hits, n), wilson(hits * 4, n * 4)
    assert found is not None
    assert more is not None
    assert 0.0 <= found[0] <= hits / n + 1e-12
    assert hits / n - 1e-12 <= found[1] <= 1.0
    assert more[1] - more[0] < found[1] - found[0]
