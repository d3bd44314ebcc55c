"""What turns out otherwise in the demo's year: each through the table, each as the pages would have it."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from huisheng.cases.actions.demo_closing import close_one
from huisheng.cases.actions.demo_joins import go_their_ways
from huisheng.cases.actions.load_catalogue import load_catalogue
from huisheng.cases.actions.load_demo_cases import LoadedCases, stage_of_today
from huisheng.cases.demo import turning
from huisheng.cases.demo.beginnings import Beginning
from huisheng.cases.demo.life import Life
from huisheng.cases.demo.stage import Stage
from huisheng.cases.demo.story import tell
from huisheng.cases.models import Case
from huisheng.cases.models.projection import FACTS, replay
from huisheng.cases.models.transitions import BEFORE_ANSWER, Act, State
from huisheng.cases.tests.matters import assigned
from huisheng.cases.tests.several import acts, fresh, merged
from huisheng.cases.tests.test_replay import check
from huisheng.core.events import put_aside
from huisheng.core.holidays import load_announced
from huisheng.core.ids import uuid7
from huisheng.network import tree as network
from huisheng.network.models import Unit
from tests.cast import Cast

TRIED = 12
pytestmark = pytest.mark.usefixtures("moment")


@pytest.fixture
def stage(cast: Cast, settings: Any) -> Stage:
    settings.DEMO = True
    load_announced()
    load_catalogue()
    return stage_of_today()


def told(stage: Stage, cast: Cast, way: str, act: Act, days: int = 100) -> Life:
    """The first of some matters that go this way to which the act happened; its history leads where it stands."""
    for _each in range(TRIED):
        plot = stage.network.plot(cast.plots[0].id)
        beginning = Beginning(stage.now - timedelta(days=days), "street_lighting", plot, way)
        with put_aside():
            life = tell(stage, beginning, uuid7(), "2026-测-000001", None)
        course = life.course
        again = replay(course.events, {name: getattr(course.case, name) for name in FACTS})
        assert (again.state, again.unit_id, again.due_at) == (
            course.case.state,
            course.case.unit_id,
            course.case.due_at,
        )
        if act in [event.act for event in course.events]:
            return life
    pytest.fail(f"none of {TRIED} came to {act}")


def test_what_was_only_ticked_is_lifted_at_the_desk_and_handled_like_any_other(stage: Stage, cast: Cast):
    life = told(stage, cast, turning.MISTAKEN, Act.LIFT)
    assert (life.course.events[0].codes["about_a_unit"], life.case.about_a_unit) == (True, False)
    assert life.course.events[-1].act != Act.LIFT


def test_what_turns_out_to_be_about_the_unit_is_answered_by_another(stage: Stage, cast: Cast):
    life = told(stage, cast, turning.ACCUSED, Act.ACCUSE)
    accusing = next(event for event in life.course.events if event.act == Act.ACCUSE)
    handled = {event.unit_id for event in life.course.events if event.seq >= accusing.seq}
    assert life.case.accused_unit_id == cast.station.id
    assert cast.station.id not in handled


def test_what_was_left_is_taken_over_within_two_months_and_answered(stage: Stage, cast: Cast):
    life = told(stage, cast, "stuck", Act.TAKE_OVER)
    assert life.case.state not in BEFORE_ANSWER
    taken = next(event for event in life.course.events if event.act == Act.TAKE_OVER)
    assert taken.at - life.course.events[0].at < timedelta(days=60)


def test_a_wrong_decision_at_the_desk_is_taken_back_and_made_anew(stage: Stage, cast: Cast, monkeypatch):
    monkeypatch.setattr(turning, "TAKEN_BACK", 1.0)
    life = told(stage, cast, "no_category", Act.UNDO)
    done = [event.act for event in life.course.events]
    assert Act.TRIAGE in done[: done.index(Act.UNDO)] and Act.TRIAGE in done[done.index(Act.UNDO) :]


def test_what_was_taken_back_is_sometimes_wanted_after_all(stage: Stage, cast: Cast, monkeypatch):
    monkeypatch.setattr(turning, "WANTED", 1.0)
    life = told(stage, cast, "withdrawn", Act.RENEW)
    assert life.case.state != State.WITHDRAWN


def test_followers_say_more_are_taken_out_and_take_the_place_of_a_head(stage: Stage, cast: Cast):
    for _each in range(2):
        merged(cast, 2)  # whose heads are taken back
    merged(cast, 7)
    heads = Case.objects.filter(head_id__isnull=True).order_by("id").values_list("id", flat=True)
    cases = list(Case.objects.order_by("id"))
    go_their_ways(stage, [head for head in heads if Case.objects.filter(head_id=head).exists()])
    done = [act for case in cases for act in acts(case)]
    assert (done.count(Act.SUCCEED), done.count(Act.HEAR), done.count(Act.SPLIT_OFF)) == (2, 4, 2)
    for case in cases:
        check(case.id)


def test_a_studio_goes_into_its_neighbour_with_what_it_works_on(stage: Stage, cast: Cast):
    Unit.objects.create(
        **{"code": "Z-2", "name": "东风二区工作室", "parent": cast.other_station},
        **{
            name: getattr(cast.other_studio, name)
            for name in ("level", "kind", "since", "area", "stands_for")
        },
    )
    network.forget()
    case = assigned(cast, category="refuse", plot_id=cast.other_plots[0].id)
    assert case.unit_id == cast.other_studio.id
    assert close_one(stage_of_today()) == 1
    moved = fresh(case)
    assert moved.unit_id != cast.other_studio.id and moved.station_id == cast.other_station.id
    assert acts(case)[-1] == Act.HAND_OVER
    check(case.id)
    network.forget()


def test_nothing_is_late_by_more_than_two_months_but_what_waits_on_the_ledger(loaded: LoadedCases):
    open_now = Case.objects.filter(state__in=BEFORE_ANSWER, pending="")
    assert not open_now.filter(due_at__lt=timezone.now() - timedelta(days=60)).exists()
