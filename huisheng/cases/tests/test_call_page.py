"""The call list: who is rung, by whom, what opening a number leaves behind, and what residents say to it."""

from datetime import timedelta

import pytest

from huisheng.cases.actions.call import call_unit
from huisheng.cases.actions.not_reached import not_reached
from huisheng.cases.actions.question import ask_resident
from huisheng.cases.actions.resident import withdraw_case
from huisheng.cases.models import Case, CaseEvent, CaseRating, CaseWords
from huisheng.cases.models.codes import Outcome
from huisheng.cases.models.transitions import Act, State
from huisheng.cases.tests.matters import answer_case, answered, handling, token, viewer
from huisheng.cases.tests.pages import Response, act_on, at, form_in, signed_in, text
from huisheng.core import clock
from huisheng.core.models import AuditEntry
from huisheng.outbox.models import Message
from huisheng.people.contacts import Contact
from huisheng.people.models import Person
from tests.cast import Cast, add_person, appoint

CALLS = "/cases/calls"
PHONE = "13804310001"


@pytest.fixture
def due(cast: Cast) -> Case:
    """Answered; the resident left a telephone number."""
    return answered(cast, contact=Contact("phone", PHONE))


def listed(person: Person, **query: str) -> list[str]:
    return [line["case"].number for line in signed_in(person).get(CALLS, query).context["lines"]]


def say(cast: Cast, case: Case, name: str, **typed: str) -> Response:
    """Send one of the forms on the page of the call."""
    client = signed_in(cast.chen_jing)
    form = form_in(client.get(at(case, "telephone")), at(case, name))
    return client.post(
        at(case, name), {**form, **{f"{name}-{field}": value for field, value in typed.items()}}
    )


def test_the_oldest_answer_comes_first_and_only_those_with_a_telephone(cast: Cast, due):
    older = answered(cast, contact=Contact("phone", "13804310002"))
    Case.objects.filter(pk=older.pk).update(answered_at=clock.now() - timedelta(days=2))
    answered(cast)
    answered(cast, contact=Contact("email", "li@example.com"))
    assert listed(cast.chen_jing) == [older.number, due.number]


def test_whoever_works_cases_in_the_handling_unit_calls_nobody_about_it(cast: Cast, due):
    insider = add_person("马丽", "ma.li")
    appoint([(insider, "call_back_clerk", cast.centre), (insider, "station_clerk", cast.station)])
    assert listed(insider) == []
    response = signed_in(insider).get(at(due, "telephone"))
    assert response.status_code == 403
    assert "这一件不由您回访" in text(response)
    assert signed_in(insider).post(at(due, "contact")).status_code == 403
    assert not AuditEntry.objects.filter(action="contact_opened").exists()


def test_the_number_is_shown_for_a_moment_and_that_is_on_record(cast: Cast, due):
    client = signed_in(cast.chen_jing)
    assert PHONE not in text(client.get(at(due, "telephone")))
    opened = client.post(at(due, "contact"))
    assert PHONE in text(opened)
    assert 'data-moment="180"' in text(opened)
    assert "no-store" in opened["Cache-Control"]
    entry = AuditEntry.objects.get(action="contact_opened")
    assert (entry.actor, entry.detail["reason"], entry.detail["about"]) == (
        cast.chen_jing.account.pk,
        "call_back",
        f"case:{due.id}",
    )
    assert PHONE not in str(entry.detail)
    assert PHONE not in text(client.get(at(due, "telephone")))


def test_a_number_cannot_be_opened_by_a_link(cast: Cast, due):
    answer = signed_in(cast.chen_jing).get(at(due, "contact"), follow=True)
    assert answer.redirect_chain == [(at(due, "telephone"), 302)]
    assert PHONE not in text(answer)
    assert not AuditEntry.objects.filter(action="contact_opened").exists()


def test_handlers_have_no_way_to_the_number(cast: Cast, due):
    assert signed_in(cast.wang_fang).post(at(due, "contact")).status_code == 403
    assert signed_in(cast.wang_fang).get(CALLS).status_code == 403


def test_solved_is_counted_apart(cast: Cast, due):
    assert say(cast, due, "confirmation")["Location"] == at(due, "telephone")
    case = Case.objects.get(pk=due.pk)
    assert (case.state, case.confirmed_by_telephone) == (State.CONFIRMED, True)
    assert listed(cast.chen_jing) == []


def test_not_yet_goes_back_with_the_residents_words(cast: Cast, due):
    say(cast, due, "sending_back", words="热了一天又凉了。")
    assert Case.objects.get(pk=due.pk).state == State.RETURNED
    assert CaseWords.objects.get(case=due, kind="sent_back").text == "热了一天又凉了。"


def test_who_does_not_answer_is_left_in_peace_for_two_hours(cast: Cast, due):
    assert say(cast, due, "not_reached")["Location"] == CALLS
    assert CaseEvent.objects.filter(case=due, act=Act.NOT_REACHED).count() == 1
    assert Case.objects.get(pk=due.pk).state == State.ANSWERED
    assert listed(cast.chen_jing) == []


@pytest.mark.parametrize(
    ("why", "said"),
    [("no_answer", "过一阵再打"), ("refused", "居民不愿意说"), ("wrong_number", "号码不对。")],
)
def test_a_call_in_vain_is_noted_as_what_it_was(cast: Cast, due, why, said):
    client = signed_in(cast.chen_jing)
    form = form_in(client.get(at(due, "telephone")), at(due, "not_reached"))
    noted = client.post(at(due, "not_reached"), {**form, "not_reached-why": why}, follow=True)
    assert said in text(noted)
    assert CaseEvent.objects.get(case=due, act=Act.NOT_REACHED).codes["result"] == why


def test_an_empty_rating_is_said_in_the_title_too(cast: Cast, due):
    answer = say(cast, due, "rating")
    assert answer.status_code == 422 and "<title>要改：" in answer.content.decode()


def test_after_three_calls_in_vain_no_more_are_due_and_nobody_is_taken_for_satisfied(
    cast: Cast, due, monkeypatch
):
    start = clock.now()
    for round_ in range(3):
        monkeypatch.setattr(clock, "now", lambda hours=round_: start + timedelta(hours=7 * hours))
        assert listed(cast.chen_jing) == [due.number]
        not_reached(due.id, viewer(cast.chen_jing), token())
    monkeypatch.setattr(clock, "now", lambda: start + timedelta(hours=30))
    assert listed(cast.chen_jing) == []
    case = Case.objects.get(pk=due.pk)
    assert (case.call_back_due, case.state) == (False, State.ANSWERED)


def test_calls_in_vain_are_told_on_the_page(cast: Cast, due):
    not_reached(due.id, viewer(cast.chen_jing), token())
    assert "已经有 1 次没接通" in text(signed_in(cast.chen_jing).get(at(due, "telephone")))


def test_a_rating_by_telephone(cast: Cast, due):
    assert say(cast, due, "rating", outcome="4", policy_limit="on").status_code == 302
    rating = CaseRating.objects.get(case=due)
    assert (rating.outcome, rating.attitude, rating.policy_limit) == ("4", "", True)


def test_an_empty_rating_is_not_one(cast: Cast, due):
    assert say(cast, due, "rating").status_code == 422
    assert not CaseRating.objects.exists()


def test_a_unit_s_question_is_asked_and_answered(cast: Cast):
    case = handling(cast, contact=Contact("phone", PHONE))
    ask_resident(case.id, viewer(cast.wang_fang), token(), "是东门还是西门？")
    assert listed(cast.chen_jing, list="ask") == [case.number]
    assert "是东门还是西门？" in text(signed_in(cast.chen_jing).get(at(case, "telephone")))
    say(cast, case, "addition", words="是东门。")
    assert Case.objects.get(pk=case.pk).question_open is False
    assert CaseWords.objects.get(case=case, kind="reply").text == "是东门。"


@pytest.mark.parametrize(
    ("role", "place"),
    [("department_handler", "civil_affairs"), ("volunteer", "station"), ("volunteer", "studio")],
)
def test_whoever_was_called_or_belongs_to_the_unit_besides_is_no_outsider(cast: Cast, role: str, place: str):
    clerk = add_person("双岗", "shuang.gang")
    appoint([(clerk, "call_back_clerk", cast.centre), (clerk, role, getattr(cast, place))])
    case = handling(cast, contact=Contact("phone", PHONE))
    call_unit(case.id, viewer(cast.wang_fang), token(), cast.civil_affairs.id)
    case = answer_case(case.id, viewer(cast.wang_fang), token(), "立管已经排气，回水正常。", Outcome.FIXED)
    assert case.number in listed(cast.chen_jing)
    assert case.number not in listed(clerk)
    assert signed_in(clerk).get(at(case, "telephone")).status_code == 403


def test_withdrawing_because_the_resident_says_so(cast: Cast, due):
    say(cast, due, "withdrawal")
    assert Case.objects.get(pk=due.pk).state == State.WITHDRAWN


def test_what_a_clerk_takes_back_for_the_resident_is_told_to_the_resident_who_might_not_have_said_so(
    cast: Cast, due
):
    """What is withdrawn is in no figure: a clerk alone could make any matter vanish."""
    say(cast, due, "withdrawal")
    told = Message.objects.filter(case_id=due.id, kind="withdrawn")
    assert [each.subject_id for each in told] == [due.subject_id]
    own = answered(cast, contact=Contact("phone", PHONE))
    withdraw_case(own.id, token())
    assert not Message.objects.filter(case_id=own.id, kind="withdrawn").exists()


def test_what_happened_meanwhile_is_told_before_anything_is_taken_down(cast: Cast, due):
    client = signed_in(cast.chen_jing)
    form = form_in(client.get(at(due, "telephone")), at(due, "sending_back"))
    act_on(client, due, "not_reached", page="telephone")
    late = client.post(at(due, "sending_back"), {**form, "sending_back-words": "还是凉的。"})
    assert late.status_code == 409
    assert form_in(late, at(due, "sending_back"))["sending_back-words"] == "还是凉的。"
    assert Case.objects.get(pk=due.pk).state == State.ANSWERED


def test_statements_do_not_grow_with_the_list(cast: Cast, due, django_assert_num_queries):
    client = signed_in(cast.chen_jing)
    client.get(CALLS)
    for _each in range(6):
        answered(cast, contact=Contact("phone", PHONE))
    with django_assert_num_queries(6):
        assert len(client.get(CALLS).context["lines"]) == 7


def test_clerks_of_another_street_see_none_of_it(cast: Cast, due):
    outsider = add_person("高远", "gao.yuan")
    appoint([(outsider, "call_back_clerk", cast.other_street)])
    assert listed(outsider) == []
    assert signed_in(outsider).get(at(due, "telephone")).status_code == 404
