"""Who comes second is told so; who is alone gets the row."""

import pytest
from django.db import transaction

from huisheng.network.editing import ChangedMeanwhile, locked, mark_of
from huisheng.network.models import Unit
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_the_row_as_it_was_seen_is_locked(cast: Cast) -> None:
    with transaction.atomic():
        assert locked(Unit, cast.station.pk, mark_of(cast.station)) == cast.station


def test_who_comes_second_is_told_what_it_is_now(cast: Cast) -> None:
    seen = mark_of(cast.station)
    Unit.objects.filter(pk=cast.station.pk).update(name="景阳社区便民工作站")
    with pytest.raises(ChangedMeanwhile) as told, transaction.atomic():
        locked(Unit, cast.station.pk, seen)
    assert isinstance(told.value.row, Unit)
    assert (told.value.row.name, told.value.mark > seen) == ("景阳社区便民工作站", True)


def test_a_change_elsewhere_is_no_change_here(cast: Cast) -> None:
    seen = mark_of(cast.station)
    Unit.objects.filter(pk=cast.other_station.pk).update(name="一汽社区便民工作站")
    assert mark_of(cast.station) == seen


def test_an_unknown_row_is_not_there(cast: Cast) -> None:
    with pytest.raises(Unit.DoesNotExist), transaction.atomic():
        locked(Unit, 0, 0)
