"""Erasing: nothing of what was said is left anywhere, and course, figures and hashes stay."""

import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from PIL import Image

from huisheng.cases.actions.desk_erasure import NotWaiting, ask_for_erasure, confirm_erasure, refuse_erasure
from huisheng.cases.actions.erase import ERASED_TITLE, Held, erase_own_case
from huisheng.cases.actions.open_identity import LegalOrder, Why, open_identity
from huisheng.cases.actions.photos import read_picture
from huisheng.cases.actions.report import write_note
from huisheng.cases.actions.resident import Rating, add_words, confirm_case, rate_case, send_back
from huisheng.cases.actions.write import write_to_resident
from huisheng.cases.models import Case, CaseEvent, CasePhoto, CaseRating, CaseWords, ErasureRequest
from huisheng.cases.models.codes import EraseReason, IdentityReason, Outcome
from huisheng.cases.models.projection import FACTS, replay
from huisheng.cases.models.transitions import Act, NotOpen, State
from huisheng.cases.permissions import Refused
from huisheng.cases.queries.search import by_subjects, by_words
from huisheng.cases.tests.matters import answer_case, asked, case_of, handling, token, viewer
from huisheng.cases.tests.pages import at, form_in, signed_in, text
from huisheng.cases.tests.test_replay import check
from huisheng.core import clock
from huisheng.people.actions.subjects import find_by_contact
from huisheng.people.contacts import Contact
from huisheng.people.models import Person
from huisheng.ui.words import say_date
from tests.cast import Cast, add_person, appoint
from tests.support.everywhere import found_in_database

CONTACT = Contact("phone", "13912340087")
SAID = {
    "request": "植木春家的暖气管漏水",
    "addition": "植木春补充的话",
    "message": "写给植木春的话",
    "note": "同事说植木春的话",
    "answer": "答复植木春的话",
    "comment": "植木春评价的话",
    "address": "柳影巷77号楼3单元902",
    "contact": CONTACT.value,
}


def full(cast: Cast) -> Case:
    """A closed matter with everything in it that a matter can hold."""
    image, clerk = io.BytesIO(), viewer(cast.wang_fang)
    Image.new("RGB", (8, 8)).save(image, "JPEG")
    picture = read_picture(image.getvalue())
    receipt = asked(
        cast, words=SAID["request"], contact=CONTACT, address=SAID["address"], pictures=(picture,)
    )
    case = case_of(receipt)
    write_to_resident(case.id, clerk, token(), SAID["message"])
    add_words(case.id, token(), SAID["addition"], (picture,))
    write_note(case.id, clerk, token(), SAID["note"])
    answer_case(case.id, clerk, token(), SAID["answer"], Outcome.FIXED)
    confirm_case(case.id, token())
    return rate_case(case.id, token(), Rating(attitude="2"), SAID["comment"])


@pytest.fixture
def officers(cast: Cast) -> list[Person]:
    people = [add_person("林密", "lin.mi"), add_person("高封", "gao.feng")]
    appoint([(person, "identity_officer", cast.centre) for person in people])
    return people


def test_nothing_of_it_is_left_in_any_table(cast: Cast) -> None:
    case = full(cast)
    assert found_in_database(SAID.values())
    erase_own_case(case.id, token())
    assert found_in_database(SAID.values()) == {}
    assert not CasePhoto.objects.filter(case_id=case.id).exists()
    row = CaseWords.objects.filter(case_id=case.id)
    assert {(each.text, each.sealed, bytes(each.salt), tuple(each.tokens)) for each in row} == {
        ("", None, b"", ())
    }


def test_course_figures_and_hashes_stay_and_replay(cast: Cast) -> None:
    case = full(cast)
    before = list(CaseEvent.objects.filter(case_id=case.id).order_by("seq"))
    erased = erase_own_case(case.id, token())
    after = list(CaseEvent.objects.filter(case_id=case.id).order_by("seq"))
    assert [(e.act, e.at, e.words_hash) for e in after[:-1]] == [(e.act, e.at, e.words_hash) for e in before]
    assert after[-1].act == Act.ERASE
    assert CaseRating.objects.get(case_id=case.id).attitude == "2"
    kept = ("closed_at", "answered_at", "first_promised_at", "outcome", "state", "send_backs", "plot_id")
    assert [getattr(erased, name) for name in kept] == [getattr(case, name) for name in kept]
    again = replay(after, {name: getattr(erased, name) for name in FACTS})
    assert (again.erased_at, again.version, again.state) == (erased.erased_at, erased.version, erased.state)
    assert erased.title == ERASED_TITLE


def test_where_somebody_pointed_goes_and_the_plot_stays(cast: Cast) -> None:
    case = case_of(asked(cast, point=(125.201234, 43.881234)))
    found = found_in_database(["125.201234"])
    assert set(found) <= {("cases_case", "longitude")}, "in no event, which nobody can erase"
    erased = erase_own_case(case.id, token())
    assert (erased.longitude, erased.latitude, erased.plot_id) == (None, None, cast.plots[0].id)
    check(case.id)


def test_the_point_in_an_event_of_before_comes_back_by_no_replay(cast: Cast) -> None:
    case = case_of(asked(cast))
    events = list(CaseEvent.objects.filter(case_id=case.id).order_by("seq"))
    events[0].codes |= {"longitude": 125.2, "latitude": 43.9}
    Case.objects.filter(pk=case.pk).update(longitude=125.2, latitude=43.9)
    erased = erase_own_case(case.id, token())
    last = CaseEvent.objects.get(case_id=case.id, act=Act.ERASE)
    withdrawn = CaseEvent.objects.get(case_id=case.id, act=Act.WITHDRAW)
    again = replay([*events, withdrawn, last], {name: getattr(erased, name) for name in FACTS})
    assert (again.longitude, again.latitude) == (None, None)


def test_only_that_resident_is_erased(cast: Cast) -> None:
    case, other = full(cast), full(cast)
    erase_own_case(case.id, token())
    assert all(row.text or row.sealed for row in CaseWords.objects.filter(case_id=other.id))
    assert Case.objects.get(pk=other.pk).title != ERASED_TITLE


def test_what_is_open_is_withdrawn_by_the_same_act(cast: Cast) -> None:
    case = handling(cast, contact=CONTACT)
    erased = erase_own_case(case.id, token())
    assert (erased.state, erased.due_at) == (State.WITHDRAWN, None)
    assert [e.act for e in CaseEvent.objects.filter(case_id=case.id).order_by("seq")][-2:] == [
        "withdraw",
        "erase",
    ]


def test_afterwards_nothing_more_happens_to_it_and_twice_is_once(cast: Cast) -> None:
    case, form = full(cast), token()
    first = erase_own_case(case.id, form)
    assert erase_own_case(case.id, form).version == first.version
    with pytest.raises(NotOpen):
        erase_own_case(case.id, token())
    with pytest.raises(NotOpen):
        send_back(case.id, token(), "又漏了")
    with pytest.raises(NotOpen):
        rate_case(case.id, token(), Rating(attitude="1"))


def test_neither_words_nor_contact_find_it(cast: Cast) -> None:
    case = full(cast)
    assert by_words(viewer(cast.wang_fang), "植木春补充")
    erase_own_case(case.id, token())
    assert not by_words(viewer(cast.wang_fang), "植木春补充")
    assert find_by_contact(CONTACT, actor=None, reason="call_back") == []
    assert by_subjects(viewer(cast.chen_jing), find_by_contact(CONTACT, actor=None, reason="call_back")) == []


def test_the_page_of_staff_says_plainly_that_it_was_erased(cast: Cast) -> None:
    case = full(cast)
    erase_own_case(case.id, token())
    page = text(signed_in(cast.wang_fang).get(at(case)))
    assert f"这件事的内容 {say_date(clock.today())} 已经删除" in page and "居民本人要求" in page
    assert not [said for said in SAID.values() if said in page]


def test_a_legal_order_holds_it_until_its_day(
    cast: Cast, officers: list[Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    case = full(cast)
    until = clock.today() + timedelta(days=30)
    order = LegalOrder("绿园区人民法院", "12号", date(2026, 11, 20), hold_until=until)
    why = Why(IdentityReason.LEGAL_ORDER, "法院要求保留证据。", order)
    open_identity(case.id, viewer(officers[0]), token(), why)
    with pytest.raises(Held) as held:
        erase_own_case(case.id, token())
    assert held.value.until == until
    assert CaseWords.objects.filter(case_id=case.id).exclude(text="").exists()
    monkeypatch.setattr(clock, "today", lambda: until + timedelta(days=1))
    assert erase_own_case(case.id, token()).erased_at is not None


def test_at_the_desk_it_takes_two(cast: Cast, officers: list[Person]) -> None:
    case = full(cast)
    first, second = map(viewer, officers)
    with pytest.raises(NotWaiting):
        confirm_erasure(case.id, second, token())
    asked_for = ask_for_erasure(case.id, first, EraseReason.OTHER_PERSON)
    assert ask_for_erasure(case.id, second, EraseReason.MISTAKEN).pk == asked_for.pk
    with pytest.raises(Refused):
        confirm_erasure(case.id, first, token())
    assert found_in_database(SAID.values())
    erased = confirm_erasure(case.id, second, token())
    assert found_in_database(SAID.values()) == {}
    event = CaseEvent.objects.get(case_id=case.id, act=Act.ERASE)
    assert (event.actor_id, event.codes["asked_by_id"], event.codes["why"]) == (
        officers[1].pk,
        officers[0].pk,
        "other_person",
    )
    assert erased.erased_at is not None


def test_what_was_refused_erases_nothing_and_may_be_asked_anew(cast: Cast, officers: list[Person]) -> None:
    case = full(cast)
    first, second = map(viewer, officers)
    ask_for_erasure(case.id, first, EraseReason.MISTAKEN)
    refuse_erasure(case.id, second)
    with pytest.raises(NotWaiting):
        confirm_erasure(case.id, second, token())
    assert ask_for_erasure(case.id, second, EraseReason.MISTAKEN).n == 2


def test_the_database_wants_two_persons(cast: Cast) -> None:
    with pytest.raises(IntegrityError, match="cases_erasure_by_two"), transaction.atomic():
        ErasureRequest.objects.create(
            case_id=full(cast).id, n=1, reason="mistaken", asked_by_id=7, asked_at=clock.now(),
            decided_by_id=7, decided_at=clock.now(), confirmed=True,
        )  # fmt: skip


@pytest.mark.parametrize("who", ["wang_fang", "sun_li", "qian_li", "chen_jing", "he_san"])
def test_nobody_else_asks(cast: Cast, who: str) -> None:
    with pytest.raises(Refused):
        ask_for_erasure(full(cast).id, viewer(getattr(cast, who)), EraseReason.MISTAKEN)


def test_the_desk_erases_nothing_that_is_still_open(cast: Cast, officers: list[Person]) -> None:
    with pytest.raises(NotOpen):
        ask_for_erasure(handling(cast).id, viewer(officers[0]), EraseReason.MISTAKEN)


def test_the_pages_of_the_desk(cast: Cast, officers: list[Person]) -> None:
    case = full(cast)
    first, second = map(signed_in, officers)
    assert "请选一个理由" in text(first.post(at(case, "erasure"), {}))
    assert first.post(at(case, "erasure"), {"reason": "own_request"}).status_code == 302
    assert "自己不能确认自己提的" in text(first.get(at(case, "erasure")))
    page: Any = second.get(at(case, "erasure"))
    assert "林密要求删除：居民本人要求" in text(page)
    form = form_in(page, at(case, "erasure_confirmation"))
    assert second.post(at(case, "erasure_confirmation"), form)["Location"] == at(case)
    assert Case.objects.get(pk=case.pk).erased_at is not None
    assert "内容已经删除" in text(second.get(at(case, "erasure")))
