"""Who may see a case: by reach, by being given it, by being called; nobody else, whatever they ask."""

from datetime import timedelta

import pytest

from huisheng.cases.models import Case
from huisheng.cases.models.codes import CaseKind
from huisheng.cases.models.transitions import Act
from huisheng.cases.permissions import acts_open_to, may, visible
from huisheng.cases.queries.case import find_case, still_visible
from huisheng.cases.tests.matters import asked, assigned, case_of, handling, viewer
from huisheng.core import clock
from huisheng.people.models import Absence, Appointment
from tests.cast import Cast, add_person, appoint


def seers(cast: Cast, case: Case) -> set[str]:
    names = [
        "wang_fang",
        "zhao_qiang",
        "sun_li",
        "zhou_min",
        "chen_jing",
        "qian_li",
        "wu_shen",
        "zheng_guan",
        "he_san",
    ]
    return {n for n in names if visible(viewer(getattr(cast, n))).filter(pk=case.id).exists()}


def test_a_station_case_is_seen_by_the_station_and_by_functions_above(cast: Cast):
    assert seers(cast, assigned(cast)) == {"wang_fang", "sun_li", "qian_li", "chen_jing"}


def test_a_studio_case_is_also_seen_in_the_studio(cast: Cast):
    case = assigned(cast, category="refuse")
    assert seers(cast, case) == {"zhao_qiang", "wang_fang", "sun_li", "qian_li", "chen_jing"}


def test_a_case_at_the_centre_is_not_shown_to_everybody_below(cast: Cast):
    case = case_of(asked(cast, category=None, plot_id=None))
    assert seers(cast, case) == {"sun_li", "qian_li", "chen_jing"}


def test_a_case_of_another_street_is_not_seen(cast: Cast):
    case = assigned(cast, plot_id=cast.other_plots[0].id)
    assert seers(cast, case) == {"he_san", "sun_li", "qian_li", "chen_jing"}


def test_auditor_and_administrator_see_no_case(cast: Cast):
    assigned(cast)
    assert not visible(viewer(cast.wu_shen)).exists()
    assert not visible(viewer(cast.zheng_guan)).exists()


def test_what_was_found_by_its_number_is_found_no_longer_once_the_post_has_ended_or_it_is_about_them(
    cast: Cast,
):
    case, other = assigned(cast), assigned(cast)

    def found(*cases: Case) -> list[bool]:
        """By its number, and as it stands after an act."""
        viewers = [viewer(cast.wang_fang)] * 2  # the second time with what the first has kept
        return [
            seen
            for who, each in zip(viewers, cases, strict=True)
            for seen in (find_case(who, each.number) == each, still_visible(who, each.id))
        ]

    assert found(case, other) == [True] * 4
    about_them = {"about_a_unit": True, "kind": CaseKind.OVERSIGHT, "accused_person_id": cast.wang_fang.pk}
    Case.objects.filter(pk=other.id).update(**about_them)
    assert found(case, other) == [True, True, False, False]
    Appointment.objects.filter(person=cast.wang_fang).update(until=clock.today())
    assert found(case, other) == [False] * 4


def test_an_appointment_that_has_ended_shows_nothing(cast: Cast):
    assigned(cast)
    Appointment.objects.filter(person=cast.wang_fang).update(until=clock.today())
    assert not visible(viewer(cast.wang_fang)).exists()


def test_a_deputy_sees_and_does_what_the_absent_may_while_they_are_away(cast: Cast):
    case = assigned(cast)
    deputy = add_person("代班", "deputy")
    appoint([(deputy, "field_worker", cast.other_studio)])
    assert not visible(viewer(deputy)).exists()
    post = Appointment.objects.get(person=cast.wang_fang)
    today = clock.today()
    Absence.objects.create(
        appointment=post, absent=cast.wang_fang, deputy=deputy, since=today, until=today + timedelta(days=3)
    )
    assert visible(viewer(deputy)).filter(pk=case.id).exists()
    assert may(viewer(deputy), case, Act.ACCEPT)


@pytest.mark.parametrize(
    ("person", "acts"),
    [
        ("wang_fang", {Act.ACCEPT, Act.REASSIGN, Act.GIVE, Act.QUESTION, Act.PROGRESS, Act.OBJECT}),
        ("sun_li", {Act.REASSIGN, Act.ACCUSE, Act.NOTE}),
        ("qian_li", {Act.NOTE}),
        ("he_san", set()),
        ("wu_shen", set()),
    ],
)
def test_the_page_offers_what_state_and_functions_allow(cast: Cast, person, acts):
    offered = set(acts_open_to(viewer(getattr(cast, person)), assigned(cast)))
    assert acts <= offered
    if not acts:
        assert offered == set()
    if person == "qian_li":
        assert offered == {Act.NOTE}


def test_the_leader_may_not_answer(cast: Cast):
    assert not may(viewer(cast.qian_li), handling(cast), Act.ANSWER)
