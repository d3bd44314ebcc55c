"""What residents are told by SMS and mail: once for each event, with a link that opens and is stored nowhere."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from huisheng.cases.actions.question import ask_resident
from huisheng.cases.actions.report import report_progress
from huisheng.cases.models.codes import Outcome
from huisheng.cases.queries.resident import find_case
from huisheng.cases.tests.matters import answer_case, token, viewer
from huisheng.core.models import AuditEntry
from huisheng.outbox.models import Message
from huisheng.people.actions.subjects import erase_subject
from huisheng.portal.actions.tell import tell_answered
from huisheng.portal.tests.residents import WORDS, asked, case_of, tap
from tests.cast import Cast
from tests.support.worker import everything_stored, work

KINDS = ("您说的事收到了", "有话问您", "已经答复")
LINK = re.compile(r"http://testserver/t/([2-9a-km-np-z]{20})")


@pytest.fixture
def outbox(tmp_path: Path, settings: Any) -> Path:
    """The folder in which SMS lie where no gateway is set."""
    settings.GATEWAYS, settings.MESSAGE_FOLDER = {"sms": "", "chat": ""}, tmp_path
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
        work()
    assert sum("已经答复" in message for message in sent(outbox)) == 1
    tap(client, secret, "return")
    answer_case(case.id, clerk, token(), "这回好了。", Outcome.FIXED)
    tell_answered(case.id)
    work()
    assert sum("已经答复" in message for message in sent(outbox)) == 2


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
    assert not Message.objects.exists()


def test_a_landline_takes_no_sms_and_is_left_to_the_call_list(
    client: Client, cast: Cast, outbox: Path
) -> None:
    asked(client, contact="0431-87654321")
    work()
    assert sent(outbox) == []
    assert Message.objects.get().state == "given_up"


def test_a_contact_erased_by_then_is_let_be(client: Client, cast: Cast, outbox: Path) -> None:
    subject = case_of(asked(client, contact="13804310001")).subject_id
    assert subject is not None
    erase_subject(subject, actor=None, reason="own_request")
    work()
    assert sent(outbox) == [] and not Message.objects.exists()


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
