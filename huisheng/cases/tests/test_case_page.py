"""The case page: where it stands, what was said, one next act; nothing of who the resident is."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huisheng.cases.actions.accuse import accuse_unit
from huisheng.cases.actions.report import report_progress, write_note
from huisheng.cases.actions.resident import Rating, add_words, confirm_case, rate_case, send_back
from huisheng.cases.models import Case
from huisheng.cases.models.codes import Channel, Outcome
from huisheng.cases.tests.matters import (
    WORDS,
    answer_case,
    answered,
    asked,
    assigned,
    case_of,
    handling,
    token,
    viewer,
)
from huisheng.cases.tests.pages import at, signed_in, text
from huisheng.people.contacts import Contact
from huisheng.people.models import Person
from tests.cast import Cast, add_person, appoint

PHONE = "13804310001"
ADDRESS = "3号楼东侧的井"


@pytest.fixture
def known(cast: Cast):
    """A matter whose resident left a number and an address."""
    return asked(cast, contact=Contact("phone", PHONE), address=ADDRESS)


def test_it_says_what_was_said_where_and_who_has_it(cast: Cast):
    page = text(signed_in(cast.wang_fang).get(at(assigned(cast))))
    assert WORDS in page
    assert cast.plots[0].code in page
    assert cast.station.name in page
    assert "供热" in page


def test_the_course_names_colleagues_and_keeps_their_words(cast: Cast):
    case = handling(cast)
    report_progress(case.id, viewer(cast.wang_fang), token(), "已请供热公司排气。")
    response = signed_in(cast.sun_li).get(at(case))
    entries = response.context["opened"].story.entries()
    assert entries[0].words == "已请供热公司排气。"
    assert entries[0].who == "王芳 进展"
    assert [entry.who for entry in entries[1:]] == ["王芳", "系统", "系统", "居民"]


def test_internal_notes_stand_apart_from_the_course(cast: Cast):
    case = handling(cast)
    write_note(case.id, viewer(cast.wang_fang), token(), "换热站下午停一小时。")
    story = signed_in(cast.wang_fang).get(at(case)).context["opened"].story
    assert [entry.words for entry in story.notes()] == ["换热站下午停一小时。"]
    assert "换热站下午停一小时。" not in [entry.words for entry in story.entries()]


def test_each_clock_says_how_long_it_ran_and_whether_in_time(cast: Cast):
    case = handling(cast)
    clocks = signed_in(cast.wang_fang).get(at(case)).context["opened"].story.clocks()
    assert clocks[-1].clock == "handle"
    assert clocks[-1].ended is None
    assert clocks[-1].due == case.due_at


def next_act(person: Person, case: Case) -> str | None:
    shown: str | None = signed_in(person).get(at(case)).context["next"]
    return shown


def test_the_next_act_follows_the_state_and_who_looks(cast: Cast):
    waiting, given = case_of(asked(cast, category=None)), assigned(cast)
    worked, done = handling(cast), answered(cast)
    clerk, clerk_above, caller, leader = cast.wang_fang, cast.sun_li, cast.chen_jing, cast.qian_li
    assert [next_act(clerk, case) for case in (waiting, given, worked, done)] == [
        "triage",
        "accept",
        "answer",
        None,
    ]
    assert [next_act(clerk_above, case) for case in (waiting, given, worked)] == ["triage", None, None]
    assert [next_act(caller, case) for case in (waiting, given, worked, done)] == [
        None,
        None,
        None,
        "confirm",
    ]
    assert {next_act(leader, case) for case in (waiting, given, worked, done)} == {None}


def test_there_is_one_filled_button(cast: Cast):
    page = text(signed_in(cast.wang_fang).get(at(handling(cast))))
    main = page[page.index("<main") : page.index("</main>")]
    assert main.count('class="act"') == 1


def test_rare_acts_are_links_and_only_those_that_are_open(cast: Cast):
    page = text(signed_in(cast.wang_fang).get(at(handling(cast))))
    for label in ("不归我们", "改派", "请别的单位一起办", "交给具体的人", "向居民提问", "内部记录"):
        assert label in page
    assert "接过来办" not in page
    assert text(signed_in(cast.qian_li).get(at(handling(cast)))).count("other-acts") == 1


def test_no_page_shows_the_secret_or_the_contact(cast: Cast, known):
    case = case_of(known)
    for person in (cast.wang_fang, cast.sun_li, cast.chen_jing, cast.qian_li):
        client = signed_in(person)
        for name in ("case", "answer", "notes", "assignment", "telephone", "changes"):
            page = text(client.get(at(case, name)))
            assert known.secret not in page
            assert PHONE not in page


@pytest.mark.parametrize(
    ("who", "sees"), [("wang_fang", True), ("sun_li", False), ("qian_li", False), ("chen_jing", False)]
)
def test_the_sealed_address_is_for_those_who_work_on_it(cast: Cast, known, who, sees):
    page = text(signed_in(getattr(cast, who)).get(at(case_of(known))))
    assert (ADDRESS in page) is sees
    assert "封存" in page


def test_whoever_triages_sees_the_address_while_it_waits_there(cast: Cast):
    receipt = asked(cast, category=None, contact=Contact("phone", PHONE), address=ADDRESS)
    assert ADDRESS in text(signed_in(cast.sun_li).get(at(case_of(receipt))))


def test_the_unit_learns_that_it_was_rated_but_not_how(cast: Cast):
    case = answered(cast)
    confirm_case(case.id, token(case))
    rate_case(case.id, token(), Rating(attitude="1"), "那个姓王的爱搭不理。")
    page = text(signed_in(cast.wang_fang).get(at(case)))
    assert "评价" in page
    assert "爱搭不理" not in page
    assert "非常不满意" not in page


def test_what_was_said_when_rating_is_for_leaders_above_and_not_for_the_leader_of_the_unit_itself(cast: Cast):
    case = answered(cast)
    confirm_case(case.id, token(case))
    rate_case(case.id, token(), Rating(attitude="1"), "那个姓王的爱搭不理。")
    head = add_person("站长", "zhan.zhang")
    appoint([(head, "leader", cast.station)])
    assert "爱搭不理" not in text(signed_in(head).get(at(case)))
    assert "爱搭不理" in text(signed_in(cast.qian_li).get(at(case)))


def test_the_sealed_address_closes_with_the_case(cast: Cast, known):
    case = case_of(known)
    answer_case(case.id, viewer(cast.wang_fang), token(), "好了。", Outcome.FIXED)
    client = signed_in(cast.wang_fang)
    assert ADDRESS in text(client.get(at(case)))
    confirm_case(case.id, token(case_of(known)))
    assert ADDRESS not in text(client.get(at(case)))


def test_a_case_that_was_sent_back_says_so_on_its_line_of_steps(cast: Cast):
    case = answered(cast)
    send_back(case.id, token(case), "热了一天又凉了。")
    page = text(signed_in(cast.wang_fang).get(at(case)))
    assert "sent-back" in page
    assert "热了一天又凉了。" in page


def test_an_outsider_is_told_nothing_not_even_that_it_exists(cast: Cast):
    case = assigned(cast)
    there = signed_in(cast.he_san).get(at(case))
    nowhere = signed_in(cast.he_san).get(at(case).replace(case.number[-6:], "999999"))
    assert (there.status_code, nowhere.status_code) == (404, 404)
    assert case.title not in text(there)


def test_the_accused_find_it_by_no_address(cast: Cast):
    case = handling(cast)
    accuse_unit(case.id, viewer(cast.wang_fang), token(), cast.station.id)
    reading = ("case", "changes", "telephone", "contact")
    desk = ("triage", "assignment", "accusation", "take_over")
    unit = ("acceptance", "answer", "progress", "notes", "question", "objection", "handler", "calling")
    by_telephone = ("confirmation", "sending_back", "not_reached", "addition", "rating", "withdrawal")
    names = (*reading, *desk, *unit, *by_telephone)
    for person in (cast.wang_fang, cast.zhao_qiang):
        client = signed_in(person)
        for name in names:
            for response in (client.get(at(case, name)), client.post(at(case, name))):
                assert response.status_code in (403, 404, 405), name
                assert case.title not in text(response)


def test_the_number_of_statements_does_not_grow_with_the_course(cast: Cast):
    case, client = handling(cast), signed_in(cast.wang_fang)
    client.get(at(case))
    taken = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as captured:
            client.get(at(case))
        taken.append(len(captured))
        for _each in range(5):
            report_progress(case.id, viewer(cast.wang_fang), token(), "还在办。")
            add_words(case.id, token(), "还是不热。")
    assert taken[0] == taken[1] <= 13


def test_a_page_that_stays_open_learns_what_changed(cast: Cast):
    case, client = handling(cast), signed_in(cast.wang_fang)
    address = f"{at(case, 'changes')}?seen={case.version}"
    assert client.get(address).status_code == 204
    report_progress(case.id, viewer(cast.wang_fang), token(), "换热站已经恢复。")
    changed = client.get(address)
    assert changed.status_code == 200
    assert "换热站已经恢复。" in text(changed)


def test_it_is_there_in_english(cast: Cast):
    client = signed_in(cast.wang_fang)
    client.cookies["language"] = "en"
    page = text(client.get(at(assigned(cast, channel=Channel.PHONE))))
    assert "Who has it" in page
    assert "Heating" in page
    assert "Telephone" in page
