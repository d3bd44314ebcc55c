"""Erasing one of several who brought one matter: only that person's goes, and the answer reaches the others still."""

from huisheng.cases.actions.erase import erase_own_case
from huisheng.cases.actions.resident import send_back
from huisheng.cases.models import Case, CaseWords
from huisheng.cases.models.codes import Outcome, WordsKind
from huisheng.cases.models.transitions import Act, State
from huisheng.cases.queries.resident import matter_of
from huisheng.cases.tests.matters import answer_case, token, viewer
from huisheng.cases.tests.several import acts, fresh, merged
from tests.cast import Cast
from tests.support.everywhere import found_in_database

ANSWER = "整条街的灯都修好了，换了总线。"


def told(case: Case) -> str:
    """What the resident of a case reads as the answer."""
    matter = matter_of(fresh(case))
    return next(each.words for each in matter.happenings if each.act in (Act.RELAY, Act.ANSWER))


def test_who_follows_keeps_the_answer_when_the_first_is_erased(cast: Cast) -> None:
    head, second, third = merged(cast)
    answer_case(head.id, viewer(cast.wang_fang), token(), ANSWER, Outcome.FIXED)
    assert told(second) == ANSWER
    erase_own_case(head.id, token())
    assert [told(each) for each in (second, third)] == [ANSWER, ANSWER]
    assert not CaseWords.objects.filter(case_id=head.id).exclude(text="").exists()
    for follower in (second, third):
        assert CaseWords.objects.filter(case_id=follower.id, kind=WordsKind.REQUEST).exclude(text="").exists()


def test_it_is_gone_with_the_last_of_them(cast: Cast) -> None:
    cases = merged(cast)
    answer_case(cases[0].id, viewer(cast.wang_fang), token(), ANSWER, Outcome.FIXED)
    for case in cases:
        erase_own_case(case.id, token())
    assert found_in_database([ANSWER]) == {}


def test_a_follower_who_erases_leaves_the_others_and_is_told_nothing_more(cast: Cast) -> None:
    head, second, third = merged(cast)
    erased = erase_own_case(second.id, token())
    assert (erased.state, erased.erased_at is not None) == (State.WITHDRAWN, True)
    answer_case(head.id, viewer(cast.wang_fang), token(), ANSWER, Outcome.FIXED)
    assert acts(third)[-1] == "relay"
    assert acts(second)[-1] == "erase"


def test_a_silent_follower_who_was_erased_does_not_stop_the_next_answer(cast: Cast) -> None:
    head, second, third = merged(cast)
    clerk = viewer(cast.wang_fang)
    answer_case(head.id, clerk, token(), ANSWER, Outcome.FIXED)
    Case.objects.filter(pk=second.pk).update(state=State.SILENT, erased_at=fresh(second).answered_at)
    send_back(head.id, token(), "又黑了。")
    answer_case(head.id, clerk, token(), "这回换了灯头。", Outcome.FIXED)
    assert acts(third).count("relay") == 2
    assert acts(second).count("relay") == 1
