"""One plot, one branch: given from a day on, the one before held it until then."""

from datetime import date, timedelta

import pytest

from huisheng.core import clock
from huisheng.core.models import AuditEntry
from huisheng.network.actions.plot_branch import give_plot
from huisheng.network.beside import mark_of_all
from huisheng.network.editing import ChangedMeanwhile, Refused
from huisheng.network.models import Organisation, Plot, PlotHolding
from huisheng.network.queries import responsible_on
from huisheng.network.tree import tree
from tests.cast import Cast


def mark(plot: Plot) -> int:
    return mark_of_all(PlotHolding.objects.filter(plot=plot))


def give(plot: Plot, branch: Organisation, day: date, seen: int | None = None) -> PlotHolding:
    return give_plot(plot.pk, branch.pk, day=day, seen=mark(plot) if seen is None else seen, actor=7)


def branch_on(plot: Plot, day: date) -> Organisation | None:
    found = responsible_on(plot.pk, day)
    assert found is not None
    return found.organisation


def test_from_the_day_on_it_is_the_other_branch_and_before_it_the_first(cast: Cast) -> None:
    plot, day = cast.plots[0], clock.today() - timedelta(days=10)
    give(plot, cast.other_branch, day)
    assert branch_on(plot, day - timedelta(days=1)) == cast.branch
    assert branch_on(plot, day) == cast.other_branch
    assert tree().plot(plot.pk).organisation_id == cast.other_branch.pk
    line = AuditEntry.objects.get(action="network.plot_given")
    assert (line.actor, line.subject, line.detail["organisation"]) == (
        7,
        f"plot:{plot.pk}",
        cast.other_branch.pk,
    )


def test_a_plot_that_nobody_held_is_given(cast: Cast) -> None:
    PlotHolding.objects.filter(plot=cast.plots[0]).delete()
    give(cast.plots[0], cast.branch, clock.today())
    assert branch_on(cast.plots[0], clock.today()) == cast.branch


def test_a_second_click_changes_nothing(cast: Cast) -> None:
    seen, today = mark(cast.plots[0]), clock.today()
    first = give(cast.plots[0], cast.other_branch, today, seen)
    assert give(cast.plots[0], cast.other_branch, today, seen) == first
    assert AuditEntry.objects.filter(action="network.plot_given").count() == 1


def test_who_comes_second_is_told(cast: Cast) -> None:
    seen = mark(cast.plots[0])
    give(cast.plots[0], cast.other_branch, clock.today(), seen)
    with pytest.raises(ChangedMeanwhile) as told:
        give(cast.plots[0], cast.branch, clock.today(), seen)
    assert told.value.mark == mark(cast.plots[0]) > seen
    assert branch_on(cast.plots[0], clock.today()) == cast.other_branch


def test_what_was_written_down_wrongly_on_its_first_day_is_put_right(cast: Cast) -> None:
    plot, today = cast.plots[0], clock.today()
    give(plot, cast.other_branch, today)
    give(plot, cast.branch, today)
    rows = PlotHolding.objects.filter(plot=plot).order_by("since").values_list("organisation", "since")
    assert list(rows)[1:] == [(cast.branch.pk, today)]


def test_only_a_branch_holds_a_plot(cast: Cast) -> None:
    committee = Organisation.objects.get(code="DW")
    with pytest.raises(Refused) as refused:
        give(cast.plots[0], committee, clock.today())
    assert list(refused.value.problems) == ["organisation"]


def test_a_branch_that_is_over_on_the_day_does_not_hold_it(cast: Cast) -> None:
    Organisation.objects.filter(pk=cast.other_branch.pk).update(until=clock.today())
    with pytest.raises(Refused) as refused:
        give(cast.plots[0], cast.other_branch, clock.today())
    assert list(refused.value.problems) == ["organisation"]


@pytest.mark.parametrize("days", [-20_000, 400], ids=["before the plot", "the year mistyped"])
def test_a_day_that_cannot_be_meant_is_refused(cast: Cast, days: int) -> None:
    with pytest.raises(Refused) as refused:
        give(cast.plots[0], cast.other_branch, clock.today() + timedelta(days=days))
    assert list(refused.value.problems) == ["day"]


def test_a_day_before_one_that_is_planned_already_is_refused(cast: Cast) -> None:
    plot, later = cast.plots[0], clock.today() + timedelta(days=30)
    give(plot, cast.other_branch, later)
    third = Organisation.objects.create(
        code="ZB-3", name="第三党支部", kind="branch", sector="community", superior_id=cast.branch.pk,
        since=date(2020, 1, 1),
    )  # fmt: skip
    with pytest.raises(Refused) as refused:
        give(plot, third, clock.today())
    assert later.isoformat() in str(refused.value.problems["day"])
