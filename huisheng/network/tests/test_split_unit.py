"""A second unit beside one takes over what was chosen, from the day on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from huisheng.core.models import AuditEntry
from huisheng.network.actions.split_unit import Sibling, split_unit
from huisheng.network.editing import Refused
from huisheng.network.models import Unit
from huisheng.network.queries import responsible_on
from huisheng.network.tests.asking import asked, in_days
from huisheng.network.tree import tree
from tests.cast import Cast


def sibling(cast: Cast) -> Sibling:
    return Sibling("春-1-03", "锦江花园南区工作室", None, "", units=(), plots=(cast.plots[1].pk,))


def refused(cast: Cast, **change: object) -> dict[str, object]:
    with pytest.raises(Refused) as told:
        split_unit(cast.studio.pk, replace(sibling(cast), **change), asked(cast.studio))  # type: ignore[arg-type]
    return dict(told.value.problems)


def test_what_was_chosen_goes_and_the_rest_stays(cast: Cast) -> None:
    made = split_unit(cast.studio.pk, sibling(cast), asked(cast.studio, in_days(-5)))
    assert (made.kind, made.parent, made.since) == ("studio", cast.station, in_days(-5))
    assert [tree().plot(plot.pk).unit_id for plot in cast.plots] == [cast.studio.pk, made.pk]
    before = responsible_on(cast.plots[1].pk, in_days(-6))
    assert before is not None and before.unit == cast.studio
    assert AuditEntry.objects.get(action="network.unit_split").detail["new"] == made.pk


def test_units_below_go_along_on_a_coming_day(cast: Cast) -> None:
    made = split_unit(
        cast.studio.pk,
        replace(sibling(cast), units=(cast.hub.pk,), plots=()),
        asked(cast.studio, in_days(5)),
    )
    assert tree().above(cast.hub.pk) == cast.studio.pk
    assert tree().unit(made.pk).closed  # it has not begun


def test_nothing_chosen_or_what_is_not_its_own_is_refused(cast: Cast) -> None:
    assert "units" in refused(cast, plots=())
    assert "plots" in refused(cast, plots=(cast.other_plots[0].pk,))
    assert "units" in refused(cast, units=(cast.second_studio.pk,))
    assert "code" in refused(cast, code=cast.second_studio.code)
    assert not Unit.objects.filter(name="锦江花园南区工作室").exists()
