"""A plot has one team at a time; it can be called otherwise."""

from datetime import timedelta

import pytest

from huisheng.core import clock
from huisheng.core.models import AuditEntry
from huisheng.network.actions.plot_team import name_team
from huisheng.network.beside import mark_of_all
from huisheng.network.editing import ChangedMeanwhile, Refused
from huisheng.network.models import Team
from huisheng.network.queries import gaps
from tests.cast import Cast


def name(cast: Cast, called: str, seen: int | None = None, days: int = 0, party: str = "society") -> Team:
    mark = mark_of_all(Team.objects.filter(plot=cast.plots[0])) if seen is None else seen
    day = clock.today() + timedelta(days=days)
    return name_team(cast.plots[0].pk, called, party, day=day, seen=mark, actor=7)


def test_with_a_team_the_plot_is_no_gap_any_more(cast: Cast) -> None:
    assert cast.plots[0].pk in {plot.id for plot in gaps().plots_without_team}
    for _click in range(2):
        name(cast, "一组", seen=0)
    assert cast.plots[0].pk not in {plot.id for plot in gaps().plots_without_team}
    assert AuditEntry.objects.filter(action="network.team_named").count() == 1


def test_it_is_called_otherwise_and_stays_the_same_team(cast: Cast) -> None:
    first = name(cast, "一组", days=-5)
    again = name(cast, "锦江花园服务队", party="public")
    assert (again.pk, again.since, again.stands_for) == (first.pk, first.since, "public")


def test_who_comes_second_is_told(cast: Cast) -> None:
    name(cast, "一组", seen=0)
    with pytest.raises(ChangedMeanwhile):
        name(cast, "二组", seen=0)


def test_what_is_missing_is_said_at_its_field(cast: Cast) -> None:
    for called, party, field in (("  ", "society", "name"), ("一组", "somebody", "stands_for")):
        with pytest.raises(Refused) as refused:
            name(cast, called, party=party)
        assert list(refused.value.problems) == [field]
