"""The resident's side of the relay: written to by SMS or mail, answering by the link."""

from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from huisheng.cases.actions.write import write_to_resident
from huisheng.cases.models import CaseEvent
from huisheng.cases.models.transitions import Act
from huisheng.cases.tests.matters import token, viewer
from huisheng.portal.actions.tell import tell_message
from huisheng.portal.tests.residents import asked, case_of, tap, text
from huisheng.portal.tests.worker import work
from tests.cast import Cast

WORDS = "明天上午九点来看暖气，家里有人吗？"


@pytest.fixture
def outbox(tmp_path: Path, settings: Any) -> Path:
    settings.GATEWAYS, settings.MESSAGE_FOLDER = {"sms": "", "chat": ""}, tmp_path
    return tmp_path / "sms"


def written(client: Client, cast: Cast, **fields: Any) -> str:
    """The secret of a matter whose handler wrote to the resident."""
    secret = asked(client, plot=cast.plots[0].code, **fields)
    write_to_resident(case_of(secret).id, viewer(cast.wang_fang), token(), WORDS)
    return secret


def test_the_words_go_out_by_sms_from_the_system_and_not_from_a_person(
    client: Client, cast: Cast, outbox: Path
) -> None:
    written(client, cast, contact="13804310001")
    work()
    told = [path.read_text(encoding="utf-8") for path in sorted(outbox.glob("*.txt"))]
    (message,) = [each for each in told if WORDS in each]
    assert message.startswith("13804310001\n") and "/t/" in message
    assert cast.wang_fang.name not in message


def test_each_message_goes_out_once(client: Client, cast: Cast, outbox: Path) -> None:
    secret = written(client, cast, contact="li@example.org")
    case = case_of(secret)
    work()
    tell_message(case.id, CaseEvent.objects.get(case_id=case.id, act=Act.WRITE).seq)
    assert len([letter for letter in mail.outbox if WORDS in str(letter.body)]) == 1


def test_it_waits_on_the_track_page_until_it_is_answered(client: Client, cast: Cast) -> None:
    secret = written(client, cast)
    page = text(client.get(f"/t/{secret}"))
    assert "景阳社区工作站对您说" in page and WORDS in page and "回话" in page
    assert tap(client, secret, "additions", words="有人，按门铃。").status_code == 303
    assert case_of(secret).resident_spoke
    assert "回话" not in text(client.get(f"/t/{secret}"))


def test_an_empty_answer_is_said_at_the_form(client: Client, cast: Cast) -> None:
    answer = tap(client, written(client, cast), "additions", words="")
    assert answer.status_code == 422
    assert "请写几句，或选一张照片。" in text(answer) and "回话" in text(answer)
