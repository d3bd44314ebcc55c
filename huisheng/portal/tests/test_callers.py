"""Where a request comes from, for counting."""

import pytest
from django.test import RequestFactory

from huisheng.portal.callers import address_of


@pytest.mark.parametrize(
    ("seen", "counted"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
    ],
    ids=["ipv4", "ipv4 at a server that listens on ipv6", "a home"],
)
def test_a_caller_counts_by_their_own_address(seen: str, counted: str) -> None:
    assert address_of(RequestFactory().get("/", REMOTE_ADDR=seen)) == counted
