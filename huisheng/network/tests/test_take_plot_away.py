"""A plot taken away has no branch from the day on, and is listed among the gaps."""

from datetime import timedelta

import pytest

from huisheng.core import clock
from huisheng.core.models import AuditEntry
from huisheng.network.actions.plot_branch import give_plot, take_plot_away
from huisheng.network.beside import mark_of_all
from huisheng.network.editing import ChangedMeanwhile, Refused
from huisheng.network.models import PlotHolding
from huisheng.network.queries import gaps, responsible_on
from tests.cast import Cast


def holdings(cast: Cast):
    return PlotHolding.objects.filter(plot=cast.plots[0])


def test_it_is_a_gap_from_the_day_on_and_was_none_before(cast: Cast) -> None:
    today = clock.today()
    take_plot_away(cast.plots[0].pk, day=today, seen=mark_of_all(holdings(cast)), actor=7)
    assert [plot.id for plot in gaps().plots_without_branch] == [cast.plots[0].pk]
    before = responsible_on(cast.plots[0].pk, today - timedelta(days=1))
    assert before is not None and before.organisation == cast.branch
    assert AuditEntry.objects.get(action="network.plot_taken_away").subject == f"plot:{cast.plots[0].pk}"


def test_what_began_on_that_day_never_was(cast: Cast) -> None:
    later = clock.today() + timedelta(days=9)
    pk = cast.plots[0].pk
    give_plot(pk, cast.other_branch.pk, day=later, seen=mark_of_all(holdings(cast)), actor=None)
    take_plot_away(pk, day=later, seen=mark_of_all(holdings(cast)), actor=None)
    assert [row.organisation_id for row in holdings(cast)] == [cast.branch.pk]


def test_a_second_click_changes_nothing(cast: Cast) -> None:
    seen = mark_of_all(holdings(cast))
    for _click in range(2):
        take_plot_away(cast.plots[0].pk, day=clock.today(), seen=seen, actor=None)
    assert AuditEntry.objects.filter(action="network.plot_taken_away").count() == 1


def test_who_comes_second_is_told(cast: Cast) -> None:
    seen = mark_of_all(holdings(cast))
    holdings(cast).update(organisation=cast.other_branch)
    with pytest.raises(ChangedMeanwhile):
        take_plot_away(cast.plots[0].pk, day=clock.today(), seen=seen, actor=None)


def test_what_is_planned_later_is_taken_back_first(cast: Cast) -> None:
    pk, later = cast.plots[0].pk, clock.today() + timedelta(days=9)
    give_plot(pk, cast.other_branch.pk, day=later, seen=mark_of_all(holdings(cast)), actor=None)
    with pytest.raises(Refused) as refused:
        take_plot_away(pk, day=clock.today(), seen=mark_of_all(holdings(cast)), actor=None)
    assert list(refused.value.problems) == ["day"]
