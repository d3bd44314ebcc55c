"""An answer must say something: empty and copied ones are held back with the reason; grounds are named."""

import pytest

from huisheng.cases.actions.answer import HeldBack, NoGround, Reply, reply_to_case
from huisheng.cases.actions.insisted import look_at
from huisheng.cases.actions.resident import send_back
from huisheng.cases.models import Case, CaseEvent, CaseWords
from huisheng.cases.models.codes import Outcome, WordsKind
from huisheng.cases.models.ends import AnswerGround
from huisheng.cases.models.transitions import Act, NotOpen, State
from huisheng.cases.permissions import Refused
from huisheng.cases.tests.ends import COURT, referred
from huisheng.cases.tests.matters import WORDS, answered, handling, token, viewer
from huisheng.cases.tests.pages import act_on, at, form_in, signed_in, text
from huisheng.text.replies import Wanting
from tests.cast import Cast

EMPTY = "您好，您反映的问题已收悉，已经处理完毕，感谢您的支持。"
REAL = "昨天下午物业李师傅换了三单元的声控灯，晚上去看过，已经亮了。"


def reply(cast: Cast, case: Case, words: str, outcome: Outcome = Outcome.FIXED, **more) -> Case:
    return reply_to_case(case.id, viewer(cast.wang_fang), token(), Reply(words, outcome, **more))


def test_stock_phrases_are_no_answer_and_nothing_is_written(cast: Cast):
    case = handling(cast)
    with pytest.raises(HeldBack) as held:
        reply(cast, case, EMPTY)
    assert held.value.reasons == (Wanting.STOCK,)
    assert Case.objects.get(pk=case.id).version == case.version
    assert not CaseWords.objects.filter(case_id=case.id, kind=WordsKind.ANSWER).exists()


def test_the_residents_own_words_are_no_answer(cast: Cast):
    with pytest.raises(HeldBack) as held:
        reply(cast, handling(cast), f"您好，{WORDS}")
    assert held.value.reasons == (Wanting.ECHO,)


def test_what_the_unit_wrote_to_somebody_else_is_held_back(cast: Cast):
    reply(cast, handling(cast), REAL)
    with pytest.raises(HeldBack) as held:
        reply(cast, handling(cast), REAL.replace("昨天", "前天") + "谢谢。")
    assert held.value.copy is not None
    assert held.value.copy.likeness > 0.7
    assert held.value.copy.own is False


def test_another_units_answer_is_not_this_units_copy(cast: Cast):
    there = answered(cast)
    Case.objects.filter(pk=there.id).update(unit=cast.other_station)
    CaseWords.objects.filter(case_id=there.id, kind=WordsKind.ANSWER).update(text=REAL)
    assert reply(cast, handling(cast), REAL).state == State.ANSWERED


def test_the_same_words_are_not_said_again_to_who_sent_them_back(cast: Cast):
    case = reply(cast, handling(cast), REAL)
    send_back(case.id, token(), "还是不亮。")
    with pytest.raises(HeldBack) as held:
        reply(cast, case, REAL)
    assert held.value.copy is not None
    assert held.value.copy.own is True


@pytest.mark.parametrize(
    "disguised",
    [
        " ".join(REAL),
        REAL.replace("，", "！！！").replace("。", " …… "),
        f"您好，您反映的问题已收悉。{REAL}感谢您的支持，祝您生活愉快。",
        f"{REAL}{REAL}",
    ],
)
def test_blanks_marks_and_greetings_make_no_answer_of_its_own(cast: Cast, disguised: str):
    reply(cast, handling(cast), REAL)
    with pytest.raises(HeldBack) as held:
        reply(cast, handling(cast), disguised)
    assert held.value.copy is not None


@pytest.mark.parametrize(
    "again",
    [
        f"我们又核实了一次情况，现在答复如下：{REAL}如果还有别的问题请随时联系我们，我们会继续跟进处理。",
        "昨天下午物业李师傅换了三单元的声控灯。",
    ],
)
def test_to_who_sent_it_back_it_is_not_said_again_inside_other_words_nor_in_part(cast: Cast, again: str):
    case = reply(cast, handling(cast), REAL)
    send_back(case.id, token(), "还是不亮。")
    with pytest.raises(HeldBack) as held:
        reply(cast, case, again)
    assert held.value.copy is not None and held.value.copy.own
    done = "今天上午电工老周查出是线路断了，重新接了线，晚上八点和您一起看过，亮了。"
    assert reply(cast, case, done).state == State.ANSWERED


def test_whoever_insists_is_seen_one_level_up_with_the_reason_until_somebody_looks(cast: Cast):
    reply(cast, handling(cast), REAL)
    case = reply(cast, handling(cast), REAL, insist="同一根线路上的两户。")
    assert (case.state, case.insisted) == (State.ANSWERED, True)
    event = CaseEvent.objects.get(case_id=case.id, act=Act.ANSWER)
    assert event.codes["insisted"] is True
    reason = CaseWords.objects.get(case_id=case.id, kind=WordsKind.INSISTED)
    assert (reason.text, reason.seq) == ("同一根线路上的两户。", event.seq)
    with pytest.raises(Refused):
        look_at(case.id, viewer(cast.wang_fang), token())
    assert look_at(case.id, viewer(cast.sun_li), token()).insisted is False
    with pytest.raises(NotOpen):
        look_at(case.id, viewer(cast.sun_li), token())


def test_a_reason_to_insist_is_not_kept_where_nothing_was_held_back(cast: Cast):
    case = reply(cast, handling(cast), REAL, insist="以防万一")
    assert case.insisted is False
    assert not CaseWords.objects.filter(case_id=case.id, kind=WordsKind.INSISTED).exists()


def test_the_search_for_copies_takes_one_statement_however_many_answers(
    cast: Cast, django_assert_num_queries
):
    from huisheng.cases.queries.copies import copied

    for _each in range(3):
        answered(cast)
    case = handling(cast)
    with django_assert_num_queries(1):
        copied(case, REAL)


def test_declined_goes_with_a_ground_and_what_it_rests_on(cast: Cast):
    case = referred(cast)
    assert (case.outcome, case.ground) == (Outcome.REFERRED, AnswerGround.COURT)
    basis = CaseWords.objects.get(case_id=case.id, kind=WordsKind.BASIS)
    assert basis.text == COURT
    assert "basis_hash" in CaseEvent.objects.get(case_id=case.id, act=Act.ANSWER).codes


@pytest.mark.parametrize(
    ("outcome", "ground", "basis"),
    [
        (Outcome.FIXED, AnswerGround.LAW, "《条例》第三条"),
        (Outcome.DECLINED, AnswerGround.COURT, COURT),
        (Outcome.REFERRED, AnswerGround.LAW, "《条例》第三条"),
        (Outcome.DECLINED, AnswerGround.LAW, ""),
    ],
)
def test_a_ground_that_does_not_fit_the_outcome_is_refused(cast: Cast, outcome, ground, basis):
    with pytest.raises(NoGround):
        reply(cast, handling(cast), REAL, outcome, ground=ground, basis=basis)


def test_old_events_with_the_old_code_are_still_read():
    assert Outcome("not_possible") == Outcome.DECLINED
    with pytest.raises(ValueError, match="nonsense"):
        Outcome("nonsense")


def test_the_page_says_what_is_missing_keeps_the_words_and_offers_to_insist(cast: Cast):
    case = handling(cast)
    client = signed_in(cast.wang_fang)
    held = act_on(client, case, "answer", page="case", words=EMPTY, outcome="fixed")
    assert held.status_code == 422
    page = text(held)
    assert "去掉问候和套话，就没有剩下内容了" in page
    assert "还缺：做了什么、什么时候、谁去的" in page
    assert EMPTY in page
    form = form_in(held, at(case, "answer"))
    assert "insist" in form
    sent = client.post(at(case, "answer"), {**form, "outcome": "fixed", "insist": "居民电话里说不用写了。"})
    assert sent.status_code == 302
    assert Case.objects.get(pk=case.id).insisted is True


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"outcome": "declined"}, "就要在这里选为什么"),
        ({"outcome": "declined", "ground": "law", "basis": "有法律规定不行"}, "写明法律、法规的名称和第几条"),
        ({"outcome": "declined", "ground": "policy", "basis": "政策不允许办这个"}, "政策文件的名称或者文号"),
        ({"outcome": "declined", "ground": "court", "basis": COURT}, "就要在这里选为什么"),
        ({"outcome": "not_ours", "basis": "归别的地方管的"}, "写明归哪个单位管"),
        ({"outcome": "referred", "ground": "court", "basis": "去法院"}, "写明依据，或者该找谁"),
    ],
)
def test_the_form_asks_for_the_article_or_the_address(cast: Cast, typed, said):
    case = handling(cast)
    response = act_on(signed_in(cast.wang_fang), case, "answer", words=REAL, **typed)
    assert response.status_code == 422
    assert said in text(response)


def test_not_ours_needs_no_choice_of_ground_but_says_whose_it_is(cast: Cast):
    case = handling(cast)
    act_on(
        signed_in(cast.wang_fang), case, "answer",
        words="这条路在区界以外，归朝阳区市政所养护，已把照片转给他们。", outcome="not_ours",
        basis="朝阳区市政设施维护所，卫星路 100 号，0431-85550000",
    )  # fmt: skip
    done = Case.objects.get(pk=case.id)
    assert (done.outcome, done.ground) == (Outcome.NOT_OURS, AnswerGround.OUTSIDE)
