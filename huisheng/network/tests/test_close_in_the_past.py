"""What is closed on a day gone by must have had nothing on that day, and on none since."""

from __future__ import annotations

import pytest

from huisheng.network.actions.close_area import close_area
from huisheng.network.actions.close_organisation import close_organisation
from huisheng.network.actions.close_unit import UnitStillNeeded, close_unit
from huisheng.network.actions.edit_unit import UnitWords, edit_unit
from huisheng.network.actions.move_organisation import move_organisation
from huisheng.network.actions.move_unit import move_unit
from huisheng.network.actions.plot_branch import give_plot
from huisheng.network.beside import mark_of_all
from huisheng.network.editing import Refused
from huisheng.network.models import Area, Organisation, PlotHolding, Unit
from huisheng.network.queries import line_on
from huisheng.network.tests.asking import CLERK, asked, in_days
from tests.cast import Cast
from tests.cast_network import LONG_AGO


def test_a_unit_that_had_units_below_it_then_was_still_needed(cast: Cast) -> None:
    for studio in (cast.studio, cast.second_studio):
        move_unit(studio.pk, cast.next_station.pk, asked(studio))
    with pytest.raises(UnitStillNeeded) as told:
        close_unit(cast.station.pk, until=in_days(-10), actor=CLERK)
    assert told.value.units == 2
    close_unit(cast.station.pk, until=in_days(0), actor=CLERK)
    names = [each.name for each in line_on(cast.studio.pk, in_days(-5))]
    assert cast.station.name in names


def test_a_unit_that_had_plots_for_some_days_since_was_still_needed(cast: Cast) -> None:
    unit = Unit.objects.create(
        code="春-1-09", name="临时工作室", kind="studio", level=4, parent=cast.station, since=LONG_AGO
    )
    move_unit(cast.hub.pk, unit.pk, asked(cast.hub, in_days(-8)))
    move_unit(cast.hub.pk, cast.studio.pk, asked(cast.hub, in_days(-5)))
    with pytest.raises(UnitStillNeeded):
        close_unit(unit.pk, until=in_days(-9), actor=CLERK)
    close_unit(unit.pk, until=in_days(-5), actor=CLERK)


def test_an_area_that_had_a_unit_in_it_then_was_not_empty(cast: Cast) -> None:
    area = Area.objects.create(
        code="A-old", name="旧社区", kind="community", parent=cast.street.area, since=LONG_AGO
    )
    for day, lies_in in ((-20, area.pk), (-2, cast.station.area_id)):
        words = UnitWords(cast.studio.name, "", cast.studio.stands_for, lies_in)
        edit_unit(cast.studio.pk, words, asked(cast.studio, in_days(day)))
    with pytest.raises(Refused):
        close_area(area.pk, asked(area, in_days(-9)))
    assert close_area(area.pk, asked(area, in_days(-2))).until == in_days(-2)


def test_an_organisation_that_had_inferiors_or_plots_then_was_still_needed(cast: Cast) -> None:
    top = Organisation.objects.get(superior__isnull=True)
    old = Organisation.objects.create(
        code="O-old", name="旧总支", kind="general_branch", sector="community", superior=top, since=LONG_AGO
    )
    move_organisation(cast.branch.pk, old.pk, asked(cast.branch, in_days(-20)))
    move_organisation(cast.branch.pk, top.pk, asked(cast.branch, in_days(-2)))
    with pytest.raises(Refused):
        close_organisation(old.pk, asked(old, in_days(-9)))
    branch = Organisation.objects.create(
        code="O-b", name="旧支部", kind="branch", sector="community", superior=top, since=LONG_AGO
    )
    plot = cast.plots[0]
    for day, holder in ((-20, branch), (-2, cast.branch)):
        seen = mark_of_all(PlotHolding.objects.filter(plot=plot))
        give_plot(plot.pk, holder.pk, day=in_days(day), seen=seen, actor=CLERK)
    with pytest.raises(Refused):
        close_organisation(branch.pk, asked(branch, in_days(-9)))
