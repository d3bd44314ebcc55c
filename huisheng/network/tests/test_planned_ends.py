"""What has a day on which it closes takes nothing over any more: on that day nobody would look."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from huisheng.network.actions.close_plot import close_plot
from huisheng.network.actions.create_organisation import NewOrganisation, create_organisation
from huisheng.network.actions.create_plot import create_plot
from huisheng.network.actions.create_unit import NewUnit, create_unit
from huisheng.network.actions.dispatches import dispatch_branch
from huisheng.network.actions.edit_organisation import edit_organisation
from huisheng.network.actions.edit_plot import edit_plot
from huisheng.network.actions.edit_unit import UnitWords, edit_unit
from huisheng.network.actions.plot_branch import give_plot
from huisheng.network.actions.plot_team import add_hub
from huisheng.network.beside import mark_of_all
from huisheng.network.editing import Refused
from huisheng.network.models import Area, DrawnFrom, Organisation, PlotHolding, PlotHub, Unit
from huisheng.network.tests.asking import CLERK, asked, in_days
from huisheng.network.tests.entities import registered, seen
from huisheng.network.tests.plots import new_plot, press, ring
from tests.cast import Cast
from tests.cast_network import LONG_AGO


def closes(row: Any) -> Any:
    """The row, with a day on which it closes."""
    row.until = in_days(30)
    row.save()
    return row


def refused_at(told: pytest.ExceptionInfo[Refused]) -> list[str]:
    return list(told.value.problems)


def empty_area(cast: Cast) -> Area:
    """An area in which nothing lies, with a day on which it closes."""
    street: Area = cast.street.area  # type: ignore[assignment]  # every unit of the cast has one
    made: Area = Area.objects.create(
        code="A-old", name="旧社区", kind="community", parent=street, since=LONG_AGO, until=in_days(30)
    )
    return made


def test_a_branch_gets_no_plot(cast: Cast) -> None:
    seen_now = mark_of_all(PlotHolding.objects.filter(plot=cast.plots[0]))
    with pytest.raises(Refused) as told:
        give_plot(cast.plots[0].pk, closes(cast.other_branch).pk, day=in_days(0), seen=seen_now, actor=7)
    assert refused_at(told) == ["organisation"]


def test_a_branch_is_sent_nowhere(cast: Cast) -> None:
    entity = registered(cast)
    with pytest.raises(Refused) as told:
        dispatch_branch(entity.pk, closes(cast.other_branch).pk, day=in_days(0), seen=seen(entity), actor=7)
    assert refused_at(told) == ["organisation"]


def test_a_hub_household_comes_to_no_plot(cast: Cast) -> None:
    with pytest.raises(Refused) as told:
        add_hub(cast.plots[0].pk, closes(cast.hub).pk, day=in_days(0), seen=0, actor=7)
    assert refused_at(told) == ["unit"]


def test_a_unit_gets_no_plot_and_keeps_those_it_has(cast: Cast) -> None:
    plot, to = cast.plots[0], closes(cast.second_studio)
    held: dict[str, Any] = {
        "name": plot.name,
        "drawn_from": DrawnFrom(plot.drawn_from),
        "area_id": plot.area_id,
    }
    with pytest.raises(Refused) as told:
        edit_plot(plot.pk, **held, unit_id=to.pk, **press(plot))
    assert refused_at(told) == ["unit"]
    own = cast.second_plots[0]
    renamed = {**held, "name": "新名字", "area_id": own.area_id}
    assert edit_plot(own.pk, **renamed, unit_id=to.pk, **press(own)).name == "新名字"


def test_no_plot_is_drawn_in_an_area(cast: Cast) -> None:
    corners = ring((0, 2), (1, 2), (1, 3), (0, 3))
    new = new_plot(cast, area_id=empty_area(cast).pk)
    with pytest.raises(Refused) as told:
        create_plot(new, corners, follow=False, kept=lambda plot: True, key=uuid4(), actor=3)
    assert refused_at(told) == ["area"]


def test_no_unit_comes_into_an_area(cast: Cast) -> None:
    area = empty_area(cast)
    words = UnitWords(cast.studio.name, "", cast.studio.stands_for, area.pk)
    with pytest.raises(Refused) as told:
        edit_unit(cast.studio.pk, words, asked(cast.studio))
    assert refused_at(told) == ["area"]
    new = NewUnit("春-1-09", "新工作室", "studio", cast.station.pk, area.pk, "government")
    with pytest.raises(Refused) as told:
        create_unit(new, since=in_days(0), actor=CLERK)
    assert refused_at(told) == ["area"]
    assert not Unit.objects.filter(area=area).exists()


def test_a_unit_in_an_area_is_still_edited(cast: Cast) -> None:
    area = empty_area(cast)
    Unit.objects.filter(pk=cast.studio.pk).update(area=area)
    words = UnitWords("新名字", "", cast.studio.stands_for, area.pk)
    assert edit_unit(cast.studio.pk, words, asked(cast.studio)).name == "新名字"


def test_no_organisation_comes_into_an_area(cast: Cast) -> None:
    area, branch = empty_area(cast), cast.branch
    with pytest.raises(Refused) as told:
        edit_organisation(branch.pk, branch.name, branch.sector, area.pk, asked(branch))
    assert refused_at(told) == ["area"]
    top = Organisation.objects.get(superior__isnull=True)
    new = NewOrganisation("O-9", "新支部", "branch", "community", top.pk, area.pk)
    with pytest.raises(Refused):
        create_organisation(new, since=in_days(0), actor=CLERK)


def test_what_was_planned_for_a_plot_goes_with_it(cast: Cast) -> None:
    plot, to = cast.plots
    holdings = PlotHolding.objects.filter(plot=plot)
    give_plot(plot.pk, cast.other_branch.pk, day=in_days(7), seen=mark_of_all(holdings), actor=7)
    add_hub(plot.pk, cast.hub.pk, day=in_days(7), seen=0, actor=7)
    close_plot(plot.pk, to=to.pk, **press(plot))
    assert not holdings.filter(since__gt=in_days(0)).exists()
    assert add_hub(to.pk, cast.hub.pk, day=in_days(7), seen=0, actor=7).plot == to
    assert not PlotHub.objects.filter(plot=plot).exists()
