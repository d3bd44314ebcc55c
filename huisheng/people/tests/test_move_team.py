"""When a plot closes, nobody of its team is left at a plot that is none."""

from __future__ import annotations

import pytest

from huisheng.core import clock
from huisheng.core.models import AuditEntry
from huisheng.network.events import PlotClosed
from huisheng.people.actions.move_team import move_team
from huisheng.people.models import Appointment
from huisheng.people.reactions import go_over
from tests.cast import Cast, add_person, appoint

pytestmark = pytest.mark.django_db


def team(plot_id: int) -> list[tuple[str, str]]:
    held = Appointment.objects.in_force(clock.today()).filter(plot=plot_id)
    return sorted(held.values_list("person__name", "role_id"))


def test_everybody_goes_over_once(cast: Cast) -> None:
    old, into = cast.plots
    appoint([(add_person("志愿者乙"), "volunteer", old), (add_person("热心人丙"), "caring_resident", old)])
    go_over(PlotClosed(old.pk, into.pk))
    assert team(old.pk) == []
    assert team(into.pk) == [("志愿者乙", "volunteer"), ("热心人丙", "caring_resident")]
    assert AuditEntry.objects.filter(action="appointed", detail__plot_id=into.pk).count() == 2
    assert move_team(old.pk, into.pk) == 0
    assert len(team(into.pk)) == 2


def test_who_is_there_already_keeps_one_place(cast: Cast) -> None:
    old, into = cast.plots
    both = add_person("志愿者乙")
    appoint([(both, "volunteer", old), (both, "volunteer", into)])
    assert move_team(old.pk, into.pk) == 0
    assert team(into.pk) == [("志愿者乙", "volunteer")]
    assert team(old.pk) == []


def test_posts_with_rights_stay_what_two_people_granted(cast: Cast) -> None:
    old, into = cast.plots
    appoint([(add_person("网格员丁"), "field_worker", old)])
    assert move_team(old.pk, into.pk) == 0
    assert team(old.pk) == [("网格员丁", "field_worker")]


def test_a_plot_that_nobody_took_over_leaves_its_team_as_it_was(cast: Cast) -> None:
    old = cast.plots[0]
    appoint([(add_person("志愿者乙"), "volunteer", old)])
    go_over(PlotClosed(old.pk, None))
    assert team(old.pk) == [("志愿者乙", "volunteer")]
