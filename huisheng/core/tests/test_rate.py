import pytest

from huisheng.core import rate
from huisheng.core.models import RateWindow

pytestmark = pytest.mark.django_db


def test_requests_of_one_source_are_counted_apart_from_others():
    assert [rate.count_request("192.0.2.1") for _ in range(3)] == [1, 2, 3]
    assert rate.count_request("192.0.2.2") == 1


def test_the_address_itself_is_not_kept():
    rate.count_request("192.0.2.77")
    assert b"192.0.2.77" not in bytes(RateWindow.objects.get().source)


def test_counting_is_one_statement(django_assert_num_queries):
    with django_assert_num_queries(1):
        rate.count_request("192.0.2.1")
