from datetime import timedelta

import pytest

from huisheng.core import clock, rate
from huisheng.core.models import RequestMark

pytestmark = pytest.mark.django_db


def test_requests_of_one_source_are_counted_apart_from_others():
    assert [rate.count_request("192.0.2.1", 9) for _ in range(3)] == [1, 2, 3]
    assert rate.count_request("192.0.2.2", 9) == 1


def test_counting_stops_soon_after_the_limit():
    assert [rate.count_request("192.0.2.1", 2) for _ in range(5)] == [1, 2, 3, 3, 3]


def test_what_is_older_than_an_hour_does_not_count_and_is_forgotten_after_a_day(monkeypatch):
    rate.count_request("192.0.2.1", 9)
    start = clock.now()
    monkeypatch.setattr(clock, "now", lambda: start + timedelta(hours=2))
    assert rate.count_request("192.0.2.1", 9) == 1
    monkeypatch.setattr(clock, "now", lambda: start + timedelta(days=1, hours=1))
    assert rate.forget_old_requests() == 1
    assert RequestMark.objects.count() == 1


def test_the_address_itself_is_not_kept():
    rate.count_request("192.0.2.77", 9)
    assert b"192.0.2.77" not in bytes(RequestMark.objects.get().source)


def test_counting_is_one_statement(django_assert_num_queries):
    with django_assert_num_queries(1):
        rate.count_request("192.0.2.1", 9)
