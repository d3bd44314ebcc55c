"""A new plot where none was, or out of its neighbours' land."""

from __future__ import annotations

from uuid import uuid4

import pytest

from huisheng.core import clock
from huisheng.core.models import AuditEntry
from huisheng.network.actions.create_plot import create_plot
from huisheng.network.actions.one_act import DoneAlready
from huisheng.network.editing import Refused
from huisheng.network.geometry import locate
from huisheng.network.models import Plot
from huisheng.network.signs import SIGN_LENGTH
from huisheng.network.tests.lands import is_seamless
from huisheng.network.tests.plots import at, everything, land, new_plot, nothing, ring, square
from huisheng.network.tree import tree
from tests.cast import Cast

pytestmark = pytest.mark.django_db

BESIDE = ring((0, 2), (1, 2), (1, 3), (0, 3))


def test_it_is_there_from_today_with_a_sign_of_its_own_and_routes(cast: Cast) -> None:
    plot = create_plot(new_plot(cast), BESIDE, follow=False, kept=nothing, key=uuid4(), actor=3)
    assert (plot.since, len(plot.sign_code), plot.illustrative) == (clock.today(), SIGN_LENGTH, False)
    node = tree().plot_by_sign(plot.sign_code)
    assert node is not None and (node.unit_id, node.area_id) == (cast.studio.pk, plot.area_id)
    assert locate(*at(0.5, 2.5)) == plot.pk
    assert AuditEntry.objects.get(action="network.plot_created").subject == f"plot:{plot.pk}"


def test_its_neighbours_make_room_for_it(cast: Cast) -> None:
    across = ring((0, 0.5), (1, 0.5), (1, 1.5), (0, 1.5))
    plot = create_plot(new_plot(cast), across, follow=True, kept=everything, key=uuid4(), actor=3)
    assert is_seamless([land(each) for each in (plot, *cast.plots, *cast.second_plots, *cast.other_plots)])
    assert land(cast.plots[0]).area == pytest.approx(square(0, 0).area / 2)


def test_pressed_twice_there_is_one(cast: Cast) -> None:
    key = uuid4()
    create_plot(new_plot(cast), BESIDE, follow=False, kept=nothing, key=key, actor=3)
    with pytest.raises(DoneAlready):
        create_plot(new_plot(cast), BESIDE, follow=False, kept=nothing, key=key, actor=3)
    assert Plot.objects.filter(code="春1-099").count() == 1


def test_two_people_do_not_use_one_code(cast: Cast) -> None:
    with pytest.raises(Refused) as told:
        create_plot(
            new_plot(cast, cast.plots[0].code), BESIDE, follow=False, kept=nothing, key=uuid4(), actor=3
        )
    assert "已经用在别的责任田上" in str(told.value.problems["code"])


def test_it_belongs_to_a_unit_on_the_spot_and_to_a_place_of_its_size(cast: Cast) -> None:
    wrong = new_plot(cast, unit_id=cast.street.pk, area_id=cast.district.pk)
    with pytest.raises(Refused) as told:
        create_plot(wrong, BESIDE, follow=False, kept=nothing, key=uuid4(), actor=3)
    assert set(told.value.problems) == {"unit", "area"}


def test_nothing_is_left_of_one_that_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused):
        create_plot(
            new_plot(cast), ring((0, 0), (1, 1), (1, 0), (0, 1)), follow=True, kept=everything, key=uuid4(),
            actor=3,
        )  # fmt: skip
    assert not Plot.objects.filter(code="春1-099").exists()
    assert not AuditEntry.objects.filter(action__startswith="network.plot").exists()
