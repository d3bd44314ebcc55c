"""Whose number it is: an office's for as long as there is the office."""

from datetime import timedelta

import pytest
from django.utils import timezone

from huisheng.core import clock
from huisheng.network.models import Unit
from huisheng.network.tree import forget
from huisheng.people.contacts import read_phone
from huisheng.people.queries_of_numbers import office_with
from tests.cast import Cast

OFFICE = "0431-87654321"


def test_the_number_of_an_office_that_closes_is_free_from_that_day_on(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    last_day = clock.today() + timedelta(days=1)
    Unit.objects.filter(pk=cast.next_station.id).update(office_phone=OFFICE, until=last_day)
    forget()
    number = read_phone(OFFICE)
    assert office_with(number) == cast.next_station.name
    tomorrow = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: tomorrow)
    assert office_with(number) == ""
    forget()


def test_a_number_that_nobody_can_read_is_no_offices(cast: Cast) -> None:
    Unit.objects.filter(pk=cast.next_station.id).update(office_phone="转 8001")
    forget()
    assert office_with("") == ""
