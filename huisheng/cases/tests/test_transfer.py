"""A case that goes to another unit takes everything along; the old unit reads only what it may."""

import pytest

from huisheng.cases.actions.assign import assign_case
from huisheng.cases.actions.call import call_unit
from huisheng.cases.actions.hand_over import hand_over_cases
from huisheng.cases.actions.object import Objection, object_to_case
from huisheng.cases.actions.photos import Picture, keep_pictures
from huisheng.cases.actions.question import ask_resident
from huisheng.cases.actions.report import report_progress, write_note
from huisheng.cases.actions.resident import add_words
from huisheng.cases.actions.rule import uphold
from huisheng.cases.models import Case, CaseEvent, CaseParty, CasePhoto, CaseWords
from huisheng.cases.models.codes import Ground
from huisheng.cases.models.transitions import State
from huisheng.cases.permissions import visible
from huisheng.cases.tests.matters import handling, token, viewer
from huisheng.cases.tests.pages import act_on, at, form_in, signed_in, text
from huisheng.people.models import Person
from tests.cast import Cast, add_person, appoint


def rich_case(cast: Cast) -> Case:
    """With words of everybody, a picture, a called unit and a question that is not answered."""
    case, clerk = handling(cast), viewer(cast.wang_fang)
    keep_pictures(case, 1, (Picture(b"jpeg", b"small", 10, 10),))
    report_progress(case.id, clerk, token(), "约了明天上门。")
    write_note(case.id, clerk, token(), "气门在地下室。")
    add_words(case.id, token(), "晚上在家。")
    call_unit(case.id, clerk, token(), cast.civil_affairs.id)
    return ask_resident(case.id, clerk, token(), "几号楼？")


def move(cast: Cast, case: Case, how: str, *, keep: bool = True) -> Case:
    """To the next station: by the dispatcher, or by a ruling."""
    if how == "reassign":
        return assign_case(case.id, viewer(cast.sun_li), token(), cast.next_station.id, keep_called=keep)
    object_to_case(case.id, viewer(cast.wang_fang), token(), Objection(Ground.PLACE, "在马路对面"))
    to = cast.next_station.id
    return uphold(case.id, viewer(cast.sun_li), token(), to, "归迎宾。", keep_called=keep)


def next_clerk(cast: Cast) -> Person:
    person = add_person("迎宾办事员", "next.clerk")
    appoint([(person, "station_clerk", cast.next_station)])
    return person


@pytest.mark.parametrize("how", ["reassign", "ruling"])
def test_nothing_is_lost_and_the_new_unit_sees_all(cast: Cast, how: str) -> None:
    case = rich_case(cast)
    words = set(CaseWords.objects.filter(case_id=case.id).values_list("n", "text"))
    events = set(CaseEvent.objects.filter(case_id=case.id).values_list("seq", "act"))
    moved = move(cast, case, how)
    assert words <= set(CaseWords.objects.filter(case_id=case.id).values_list("n", "text"))
    assert events <= set(CaseEvent.objects.filter(case_id=case.id).values_list("seq", "act"))
    assert CasePhoto.objects.filter(case_id=case.id).count() == 1
    assert (moved.state, moved.question_open) == (State.ASSIGNED, True)
    assert (moved.promised_at, moved.first_promised_at) == (case.promised_at, case.first_promised_at)
    page = text(signed_in(next_clerk(cast)).get(at(case)))
    for said in ("约了明天上门。", "气门在地下室。", "晚上在家。", "几号楼？", "photos/", "民政分中心"):
        assert said in page


@pytest.mark.parametrize("how", ["reassign", "ruling"])
def test_the_old_unit_sees_it_no_longer(cast: Cast, how: str) -> None:
    case = rich_case(cast)
    move(cast, case, how)
    assert not visible(viewer(cast.wang_fang)).filter(pk=case.id).exists()
    assert signed_in(cast.wang_fang).get(at(case)).status_code == 404


@pytest.mark.parametrize("keep", [True, False])
def test_who_was_called_stays_or_goes_as_was_chosen(cast: Cast, keep: bool) -> None:
    case = rich_case(cast)
    move(cast, case, "reassign", keep=keep)
    assert visible(viewer(cast.zhou_min)).filter(pk=case.id).exists() is keep


def test_the_page_asks_about_called_units_where_there_are_any(cast: Cast) -> None:
    case, plain = rich_case(cast), handling(cast)
    client = signed_in(cast.sun_li)
    assert "keep_called" in form_in(client.get(at(case, "assignment")), at(case, "assignment"))
    assert "keep_called" not in form_in(client.get(at(plain, "assignment")), at(plain, "assignment"))
    form = form_in(client.get(at(case, "assignment")), at(case, "assignment"))
    form.pop("keep_called")
    client.post(at(case, "assignment"), {**form, "unit": cast.next_station.name})
    assert not CaseParty.objects.filter(case_id=case.id, until__isnull=True).exists()
    act_on(client, plain, "assignment", unit=cast.next_station.name)
    plain.refresh_from_db()
    assert plain.unit_id == cast.next_station.id


def test_whoever_was_called_and_becomes_responsible_is_not_called_as_well(cast: Cast) -> None:
    case = rich_case(cast)
    assign_case(case.id, viewer(cast.sun_li), token(), cast.civil_affairs.id)
    assert not CaseParty.objects.filter(case_id=case.id, until__isnull=True).exists()


def test_a_unit_that_closes_hands_over_the_called_ones_too(cast: Cast) -> None:
    case = rich_case(cast)
    cast.station.until = cast.station.since.replace(year=2021)
    cast.station.save()
    hand_over_cases(cast.station.id)
    case.refresh_from_db()
    assert (case.unit_id, case.question_open) == (cast.street.id, True)
    assert visible(viewer(cast.zhou_min)).filter(pk=case.id).exists()
