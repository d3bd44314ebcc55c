"""Two areas become one: what is in the first follows, and it closes."""

from __future__ import annotations

import pytest

from huisheng.network.actions.merge_areas import merge_areas
from huisheng.network.editing import Refused
from huisheng.network.models import Dwelling, Plot
from huisheng.network.queries import row_on
from huisheng.network.tests.areas import area
from huisheng.network.tests.asking import asked, in_days
from huisheng.network.tree import tree
from tests.cast import Cast
from tests.cast_network import LONG_AGO


def test_two_areas_become_one(cast: Cast) -> None:
    gone, into = area("community"), area("next_community")
    dwelling = Dwelling.objects.create(area=gone, label="1号", since=LONG_AGO)
    merge_areas(gone.pk, into.pk, asked(gone))
    dwelling.refresh_from_db()
    assert dwelling.area == into
    assert tree().area(gone.pk).closed
    assert set(Plot.objects.filter(area=into)) == {*cast.plots, *cast.second_plots}
    assert tree().unit(cast.station.pk).area_id == into.pk
    assert row_on(Plot, cast.plots[0].pk, in_days(-1))["area_id"] == gone.pk  # type: ignore[index]
    with pytest.raises(Refused) as refused:
        merge_areas(into.pk, area("street").pk, asked(into))
    assert "同类" in str(refused.value.problems["into"])
