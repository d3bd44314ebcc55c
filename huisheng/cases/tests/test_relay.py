"""A handler writes, the resident answers, and neither learns the other's number."""

import pytest

from huisheng.cases.actions.resident import add_words, confirm_case
from huisheng.cases.actions.write import write_to_resident
from huisheng.cases.models import Case, CaseEvent
from huisheng.cases.models.transitions import Act, NotOpen, State
from huisheng.cases.permissions import Refused
from huisheng.cases.queries.resident import words_of_event
from huisheng.cases.tests.matters import answered, asked, assigned, case_of, handling, token, viewer
from huisheng.cases.tests.pages import act_on, at, signed_in, text
from huisheng.people.contacts import Contact
from tests.cast import Cast

PHONE = "13804310001"


def test_what_is_written_and_answered_stands_on_the_page_of_both_without_a_number(cast: Cast) -> None:
    case = case_of(asked(cast, contact=Contact("phone", PHONE)))
    client = signed_in(cast.wang_fang)
    assert act_on(client, case, "conversation", words="明天上午九点来，方便吗？").status_code == 302
    add_words(case.id, token(), "方便，按门铃。")
    page = text(client.get(at(case, "conversation")))
    assert "明天上午九点来，方便吗？" in page and "方便，按门铃。" in page
    assert PHONE not in page


def test_writing_signs_for_an_unsigned_case_and_the_clock_runs_on(cast: Cast) -> None:
    case = assigned(cast)
    written = write_to_resident(case.id, viewer(cast.wang_fang), token(case), "我们明天来。")
    assert written.state == State.HANDLING
    assert written.due_at == case.promised_at


def test_a_resident_who_answers_is_seen_to_have_spoken_until_somebody_writes_again(cast: Cast) -> None:
    case = handling(cast)
    write_to_resident(case.id, viewer(cast.wang_fang), token(), "几楼？")
    assert add_words(case.id, token(), "五楼").resident_spoke
    assert not write_to_resident(case.id, viewer(cast.wang_fang), token(), "好的。").resident_spoke


def test_a_form_that_was_sent_twice_writes_once(cast: Cast) -> None:
    case, form = handling(cast), token()
    for _twice in range(2):
        write_to_resident(case.id, viewer(cast.wang_fang), form, "几楼？")
    assert CaseEvent.objects.filter(case_id=case.id, act=Act.WRITE).count() == 1


def test_only_who_works_on_it_writes_and_only_until_it_is_closed(cast: Cast) -> None:
    case = answered(cast)
    for stranger in (cast.he_san, cast.qian_li, cast.chen_jing):
        with pytest.raises(Refused):
            write_to_resident(case.id, viewer(stranger), token(), "喂？")
    write_to_resident(case.id, viewer(cast.wang_fang), token(), "还有一句。")
    confirm_case(case.id, token())
    with pytest.raises(NotOpen):
        write_to_resident(case.id, viewer(cast.wang_fang), token(), "再来一句。")


@pytest.mark.parametrize(("words", "wrong"), [("", "请写几句"), ("长" * 301, "多了 1 个字")])
def test_nothing_or_too_much_is_said_by_the_field_and_kept(cast: Cast, words: str, wrong: str) -> None:
    case = handling(cast)
    page = act_on(signed_in(cast.wang_fang), case, "conversation", words=words)
    assert page.status_code == 422
    assert wrong in text(page)
    assert words in text(page)
    assert Case.objects.get(pk=case.pk).version == case.version


def test_the_words_lie_beside_the_event(cast: Cast) -> None:
    case = write_to_resident(handling(cast).id, viewer(cast.wang_fang), token(), "几楼？")
    event = CaseEvent.objects.get(case_id=case.id, act=Act.WRITE)
    assert "几楼" not in str(event.codes)
    assert event.words_hash is not None
    assert words_of_event(case.id, event.seq) == "几楼？"
