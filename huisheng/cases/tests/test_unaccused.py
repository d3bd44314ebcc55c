"""An accusation that was lifted: the unit that was meant may get the matter, and learns nothing of that time."""

import io
from datetime import timedelta

import pytest
from PIL import Image

from huisheng.cases.actions.accept import accept_case
from huisheng.cases.actions.accuse import accuse_unit
from huisheng.cases.actions.assign import assign_case
from huisheng.cases.actions.batch import Kind
from huisheng.cases.actions.lift import lift_accusation
from huisheng.cases.actions.photos import read_picture
from huisheng.cases.actions.report import report_progress, write_note
from huisheng.cases.actions.resident import add_words
from huisheng.cases.actions.triage import Decision, triage_case
from huisheng.cases.actions.undo import undo_last
from huisheng.cases.models import Case, CaseEvent, CasePhoto
from huisheng.cases.models.transitions import Act, Clock
from huisheng.cases.queries.course import story_of
from huisheng.cases.queries.search import by_words
from huisheng.cases.queries.unaccused import unseen
from huisheng.cases.tests.matters import WORDS, asked, case_of, category_id, handling, token, viewer
from huisheng.cases.tests.pages import at, form_in, signed_in, text
from huisheng.cases.tests.several import batch, fresh
from huisheng.cases.tests.test_replay import check
from huisheng.core import clock
from huisheng.core.ids import uuid7
from huisheng.people.models import Person
from tests.cast import Cast, add_person, appoint

NOTED, ADDED = "查了站里的钥匙登记，没有借出过。", "站长的亲戚住在楼上。"
BEFORE, AFTER = "先去看了一次阀门。", "阀门换好了。"


def accused_and_back(cast: Cast, case: Case) -> Case:
    """Looked into above the station, not upheld, and given to the station after all."""
    clerk = viewer(cast.sun_li)
    write_note(case.id, clerk, token(), NOTED)
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "#777").save(out, "PNG")
    add_words(case.id, token(), ADDED, (read_picture(out.getvalue()),))
    lift_accusation(case.id, clerk, token())
    triage_case(case.id, clerk, token(), Decision(category_id("heating")))
    return assign_case(case.id, clerk, token(), cast.station.id)


@pytest.fixture
def back(cast: Cast) -> Case:
    """It had been with the station, which was accused then."""
    case = handling(cast)
    write_note(case.id, viewer(cast.wang_fang), token(), BEFORE)
    accuse_unit(case.id, viewer(cast.sun_li), token(), cast.station.id)
    return accused_and_back(cast, case)


@pytest.fixture
def begun(cast: Cast) -> Case:
    """The resident had said from the first that it is about the station."""
    return accused_and_back(cast, case_of(asked(cast, about_a_unit=True, accused_unit_id=cast.station.id)))


def page_of(person: Person, case: Case) -> str:
    return text(signed_in(person).get(at(case)))


@pytest.mark.parametrize("how", ["back", "begun"])
def test_the_unit_that_was_meant_reads_nothing_of_that_time(cast: Cast, how: str, request):
    case = request.getfixturevalue(how)
    page = page_of(cast.wang_fang, case)
    assert WORDS in page
    for hidden in (
        NOTED,
        ADDED,
        "涉及",
        "看过了，不涉及",
        "被说到",
        cast.sun_li.name + " 内部记录",
        "small.jpg",
    ):
        assert hidden not in page, hidden
    if how == "back":
        assert BEFORE in page


@pytest.mark.parametrize("how", ["back", "begun"])
def test_whoever_looked_into_it_goes_on_reading_all(cast: Cast, how: str, request):
    page = page_of(cast.sun_li, request.getfixturevalue(how))
    for shown in (NOTED, ADDED, "看过了，不涉及单位或工作人员", "small.jpg"):
        assert shown in page, shown


def test_what_lies_below_and_above_the_unit_and_outside_of_it(cast: Cast, back: Case):
    street_clerk, helper = add_person("街道丁", "jie.dao.ding"), add_person("志愿乙", "zhi.yuan.yi")
    appoint(
        [
            (street_clerk, "dispatcher", cast.street),
            (helper, "dispatcher", cast.centre),
            (helper, "volunteer", cast.studio),
        ]
    )
    assert NOTED in page_of(street_clerk, back)
    assert NOTED not in page_of(helper, back)
    assert signed_in(cast.he_san).get(at(back)).status_code == 404


def test_the_person_who_was_meant_reads_nothing_of_it_from_above_either(cast: Cast):
    case = handling(cast)
    accuse_unit(case.id, viewer(cast.sun_li), token(), cast.station.id, cast.qian_li.id)
    accused_and_back(cast, case)
    page = page_of(cast.qian_li, case)
    assert WORDS in page and NOTED not in page


def test_what_is_done_afterwards_is_everybodys_again(cast: Cast, back: Case):
    accept_case(back.id, viewer(cast.wang_fang), token())
    report_progress(back.id, viewer(cast.wang_fang), token(), AFTER)
    add_words(back.id, token(), "谢谢，明天再看。")
    page = page_of(cast.wang_fang, back)
    assert AFTER in page and "谢谢，明天再看。" in page and NOTED not in page
    check(back.id)


def test_while_nobody_was_named_it_stays_with_the_district(cast: Cast):
    case = accused_and_back(cast, case_of(asked(cast, about_a_unit=True)))
    assert NOTED not in page_of(cast.wang_fang, case)
    assert NOTED in page_of(cast.sun_li, case)


def test_a_picture_of_that_time_has_no_address_for_them(cast: Cast, back: Case):
    n = CasePhoto.objects.get(case=back).n
    address = f"{at(back)}photos/{n}.jpg"
    assert signed_in(cast.wang_fang).get(address).status_code == 404
    assert signed_in(cast.sun_li).get(address).status_code == 200


def test_searching_for_what_was_written_then_finds_it_only_for_others(cast: Cast, back: Case):
    for words in ("钥匙登记", "亲戚"):
        assert by_words(viewer(cast.wang_fang), words) == []
        assert by_words(viewer(cast.sun_li), words) == [back]
    assert by_words(viewer(cast.wang_fang), "暖气") == [back]
    write_note(back.id, viewer(cast.sun_li), token(), "钥匙登记的规矩发给各站。")
    assert by_words(viewer(cast.wang_fang), "钥匙登记") == [back]


def test_joined_to_another_matter_only_what_it_began_with_goes_along(cast: Cast):
    head, later = handling(cast), handling(cast, words="楼下也不热，请一起看看。")
    accuse_unit(later.id, viewer(cast.sun_li), token(), cast.station.id)
    accused_and_back(cast, later)
    batch(Kind.MERGE, [head, fresh(later)], cast.wang_fang)
    page = page_of(cast.wang_fang, head)
    assert "楼下也不热" in page and ADDED not in page


def test_an_old_page_tells_nothing_of_it_when_it_is_sent(cast: Cast, back: Case):
    seen = CaseEvent.objects.get(case=back, act=Act.ACCEPT).seq
    client = signed_in(cast.wang_fang)
    changes = text(client.get(f"{at(back, 'changes')}?seen={seen}"))
    assert "交给" in changes
    form = {**form_in(client.get(at(back, "notes")), at(back, "notes")), "seen": seen, "words": "明天去。"}
    stale = text(client.post(at(back, "notes"), form))
    for page in (changes, stale):
        assert NOTED not in page and ADDED not in page and "涉及" not in page


def test_the_clocks_of_that_time_are_not_listed(cast: Cast, monkeypatch):
    case, asked_at = case_of(asked(cast, about_a_unit=True, accused_unit_id=cast.station.id)), clock.now()
    monkeypatch.setattr(clock, "now", lambda: asked_at + timedelta(hours=1))
    accused_and_back(cast, case)

    def clocks(person: Person) -> list[str]:
        return [ran.label for ran in story_of(case.id, viewer(person)).clocks() if ran.clock != Clock.CONTACT]

    assert clocks(cast.sun_li) == [str(Clock.TRIAGE.label), str(Clock.SIGN.label)]
    assert clocks(cast.wang_fang) == [str(Clock.SIGN.label)]


def test_named_after_another_one_the_first_learns_nothing_of_what_was_looked_into_before(cast: Cast):
    case = handling(cast)
    accuse_unit(case.id, viewer(cast.sun_li), token(), cast.station.id)
    write_note(case.id, viewer(cast.sun_li), token(), NOTED)
    accuse_unit(case.id, viewer(cast.sun_li), token(), cast.other_station.id)
    events = list(CaseEvent.objects.filter(case=case).order_by("seq"))
    by_act = {event.act: event.seq for event in events}
    first, second = (unseen(viewer(person), events) for person in (cast.wang_fang, cast.he_san))
    assert first.has(by_act[Act.NOTE]) and not first.has(by_act[Act.ACCEPT])
    assert second.has(by_act[Act.NOTE])
    assert not unseen(viewer(cast.sun_li), events).spans


def test_taking_back_what_was_decided_at_the_desk_opens_nothing(cast: Cast, back: Case):
    undo_last(back.id, viewer(cast.sun_li), uuid7())
    again = assign_case(back.id, viewer(cast.sun_li), token(), cast.station.id)
    assert NOTED not in page_of(cast.wang_fang, again)
