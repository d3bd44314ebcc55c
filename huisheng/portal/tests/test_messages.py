"""What residents are told by SMS and mail: once for each event, with a link that opens and is stored nowhere."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.error import URLError

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from huisheng.cases.actions.answer import answer_case
from huisheng.cases.actions.question import ask_resident
from huisheng.cases.actions.report import report_progress
from huisheng.cases.models import Handle
from huisheng.cases.models.codes import Outcome
from huisheng.cases.queries.resident import find_case
from huisheng.cases.tests.matters import token, viewer
from huisheng.core import clock
from huisheng.core.models import AuditEntry
from huisheng.core.outbound import Undeliverable
from huisheng.people.actions.subjects import erase_subject
from huisheng.portal.actions import send_message as sending
from huisheng.portal.actions.tell import tell_answered, tell_received
from huisheng.portal.models import SentMessage
from huisheng.portal.tests.residents import WORDS, asked, case_of, tap
from huisheng.portal.tests.worker import everything_stored, work
from tests.cast import Cast

KINDS = ("您说的事收到了", "有话问您", "已经答复")
LINK = re.compile(r"http://testserver/t/([2-9a-km-np-z]{20})")


@pytest.fixture
def outbox(tmp_path: Path, settings: Any) -> Path:
    """The folder in which SMS lie where no gateway is set."""
    settings.SMS_GATEWAY, settings.SMS_FOLDER = "", tmp_path / "sms"
    return tmp_path / "sms"


def sent(outbox: Path) -> list[str]:
    """The SMS so far, oldest first."""
    return [path.read_text(encoding="utf-8") for path in sorted(outbox.glob("*.txt"))]


def test_the_receipt_follows_by_sms_with_a_link_that_opens(client: Client, cast: Cast, outbox: Path) -> None:
    secret = asked(client, plot=cast.plots[0].code, contact="138-0431-0001")
    work()
    (message,) = sent(outbox)
    assert message.startswith("13804310001\n\n【回声】您说的事收到了，编号 ")
    link = LINK.search(message)
    assert link and link[1] != secret
    assert find_case(link[1]) == case_of(secret)


def test_the_receipt_follows_by_mail(client: Client, cast: Cast) -> None:
    secret = asked(client, contact="li@example.org")
    work()
    (letter,) = mail.outbox
    assert letter.to == ["li@example.org"]
    assert letter.subject == f"收到了：{case_of(secret).number}"
    assert LINK.search(str(letter.body))


def test_a_message_tells_nothing_of_the_matter(client: Client, cast: Cast, outbox: Path) -> None:
    asked(client, plot=cast.plots[0].code, contact="13804310001")
    work()
    assert WORDS not in sent(outbox)[0] and "供热" not in sent(outbox)[0]


def test_question_and_answer_are_told_and_progress_is_not(client: Client, cast: Cast, outbox: Path) -> None:
    secret, clerk = asked(client, plot=cast.plots[0].code, contact="13804310001"), viewer(cast.wang_fang)
    case = case_of(secret)
    report_progress(case.id, clerk, token(), "看过了。")
    ask_resident(case.id, clerk, token(), "几点在家？")
    work()
    tap(client, secret, "additions", words="下午")
    answer_case(case.id, clerk, token(), "好了。", Outcome.FIXED)
    work()
    told = sorted(next(word for word in KINDS if word in message) for message in sent(outbox))
    assert told == sorted(KINDS)


def test_each_answer_is_told_once_however_often_the_job_runs(
    client: Client, cast: Cast, outbox: Path
) -> None:
    secret, clerk = asked(client, plot=cast.plots[0].code, contact="13804310001"), viewer(cast.wang_fang)
    case = case_of(secret)
    answer_case(case.id, clerk, token(), "好了。", Outcome.FIXED)
    for _again in range(3):
        tell_answered(case.id)
    assert len(sent(outbox)) == 1
    tap(client, secret, "return")
    answer_case(case.id, clerk, token(), "这回好了。", Outcome.FIXED)
    tell_answered(case.id)
    assert len(sent(outbox)) == 2


def test_what_is_settled_by_then_is_not_told(client: Client, cast: Cast, outbox: Path) -> None:
    secret, clerk = asked(client, plot=cast.plots[0].code, contact="13804310001"), viewer(cast.wang_fang)
    ask_resident(case_of(secret).id, clerk, token(), "几点在家？")
    tap(client, secret, "additions", words="下午")
    answer_case(case_of(secret).id, clerk, token(), "好了。", Outcome.FIXED)
    tap(client, secret, "confirmation")
    work()
    assert len(sent(outbox)) == 1  # the receipt


def test_without_contact_nothing_is_sent(client: Client, cast: Cast, outbox: Path) -> None:
    asked(client)
    work()
    assert sent(outbox) == [] and mail.outbox == []
    assert not SentMessage.objects.exists()


def test_a_landline_takes_no_sms_and_is_left_to_the_call_list(
    client: Client, cast: Cast, outbox: Path
) -> None:
    asked(client, contact="0431-87654321")
    work()
    assert sent(outbox) == []
    assert SentMessage.objects.get().gave_up


def test_a_contact_erased_by_then_is_let_be(client: Client, cast: Cast, outbox: Path) -> None:
    subject = case_of(asked(client, contact="13804310001")).subject_id
    assert subject is not None
    erase_subject(subject, actor=None, reason="own_request")
    work()
    assert sent(outbox) == [] and SentMessage.objects.get().gave_up


def test_a_gateway_that_is_down_is_tried_again_and_leaves_no_dead_secret(
    client: Client, cast: Cast, outbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = case_of(asked(client, contact="13804310001"))
    secrets = Handle.objects.filter(kind="secret").count()
    with monkeypatch.context() as broken:
        broken.setattr(sending, "send_sms", _raise(URLError(ConnectionRefusedError())))
        with pytest.raises(URLError):
            tell_received(case.id)
    assert Handle.objects.filter(kind="secret").count() == secrets
    tell_received(case.id)
    assert len(sent(outbox)) == 1


@pytest.mark.parametrize("problem", [TimeoutError(), URLError(TimeoutError()), ConnectionResetError()])
def test_a_link_that_was_perhaps_delivered_stays_good_when_it_is_sent_again(
    client: Client, cast: Cast, outbox: Path, monkeypatch: pytest.MonkeyPatch, problem: Exception
) -> None:
    case, delivered = case_of(asked(client, contact="13804310001")), []

    def taken_but_not_heard(to: str, text: str, *, key: str) -> None:
        delivered.append((key, text))
        raise problem

    with monkeypatch.context() as slow:
        slow.setattr(sending, "send_sms", taken_but_not_heard)
        with pytest.raises(type(problem)):
            tell_received(case.id)
    tell_received(case.id)
    for message in (delivered[0][1], sent(outbox)[0]):
        link = LINK.search(message)
        assert link and find_case(link[1]) == case


def test_a_number_that_the_gateway_refuses_is_given_up(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = case_of(asked(client, contact="13804310001"))
    monkeypatch.setattr(sending, "send_sms", _raise(Undeliverable("no")))
    tell_received(case.id)
    assert SentMessage.objects.get().gave_up
    assert Handle.objects.filter(kind="secret").count() == 1


def test_while_one_worker_sends_another_waits_and_takes_over_when_it_died(
    client: Client, cast: Cast, outbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = case_of(asked(client, contact="13804310001"))
    now = timezone.now()
    SentMessage.objects.create(case_id=case.id, kind="received", mark="1", claimed_at=now)
    with pytest.raises(sending.StillSending):
        tell_received(case.id)
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(minutes=3))
    tell_received(case.id)
    assert len(sent(outbox)) == 1


def test_no_job_holds_a_secret_or_a_contact(client: Client, cast: Cast, outbox: Path) -> None:
    secret = asked(client, contact="13804310001")
    work()
    (message,) = sent(outbox)
    link = LINK.search(message)
    assert link
    for private in (secret, link[1], "13804310001"):
        assert private not in everything_stored()


def test_opening_the_contact_to_send_is_on_record(client: Client, cast: Cast, outbox: Path) -> None:
    subject = case_of(asked(client, contact="13804310001")).subject_id
    work()
    line = AuditEntry.objects.get(action="contact_opened", subject=f"subject:{subject}")
    assert (line.actor, line.detail["reason"]) == (None, "notify")


def _raise(problem: Exception) -> Any:
    def failing(*_args: Any, **_options: Any) -> None:
        raise problem

    return failing
