"""A lost receipt: a fresh link to the contact that was left; the page tells nobody anything."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from huisheng.cases.queries.resident import find_case
from huisheng.core.models import AuditEntry
from huisheng.portal.actions.resend_receipt import MOST_A_DAY, MOST_AN_HOUR
from huisheng.portal.tests.residents import asked, case_of, text
from tests.cast import Cast
from tests.support.worker import everything_stored, work


@pytest.fixture(autouse=True)
def outbox(tmp_path: Path, settings: Any) -> Path:
    """The folder in which SMS lie where no gateway is set."""
    settings.GATEWAYS, settings.MESSAGE_FOLDER = {"sms": "", "chat": ""}, tmp_path
    return tmp_path / "sms"


def sent(outbox: Path) -> list[str]:
    """The SMS so far."""
    return [path.read_text(encoding="utf-8") for path in sorted(outbox.glob("*.txt"))]


def lose(client: Client, number: str, contact: str = "13804310001") -> Any:
    return client.post("/lost", {"number": number, "contact": contact})


def test_a_fresh_link_goes_to_the_contact_that_was_left(client: Client, cast: Cast, outbox: Path) -> None:
    secret = asked(client, contact="13804310001")
    work()
    lose(client, case_of(secret).number)
    work()
    link = re.search(r"/t/(\w{20})", sent(outbox)[-1])
    assert link and find_case(link[1]) == case_of(secret)
    assert client.get(f"/t/{secret}").status_code == 200  # the old link stays good


def test_by_mail_as_well(client: Client, cast: Cast) -> None:
    number = case_of(asked(client, contact="li@example.org")).number
    work()
    lose(client, number, " LI@example.org ")
    work()
    assert mail.outbox[-1].subject == f"回执：{number}"


@pytest.mark.parametrize("typed", ["{year}区{digits}", "{year} 区 {digits}", "{year}－区－{digits}"])
def test_the_number_may_be_typed_in_many_ways(client: Client, cast: Cast, outbox: Path, typed: str) -> None:
    number = case_of(asked(client, contact="13804310001")).number
    work()
    year, _district, digits = number.split("-")
    assert lose(client, typed.format(year=year, digits=digits.lstrip("0"))).status_code == 200
    work()
    assert len(sent(outbox)) == 2


def test_the_answer_is_the_same_whether_or_not_they_belong_together(
    client: Client, cast: Cast, outbox: Path
) -> None:
    number = case_of(asked(client, contact="13804310001")).number
    work()
    pages = [
        lose(client, number),
        lose(client, number, "13904310009"),
        lose(client, "2026-区-999999"),
    ]
    assert len({page.content for page in pages}) == 1 and {page.status_code for page in pages} == {200}
    work()
    assert len(sent(outbox)) == 2  # the receipt, and one new link


def test_the_page_asks_the_database_the_same_either_way(client: Client, cast: Cast) -> None:
    number = case_of(asked(client, contact="13804310001")).number
    taken = []
    for typed in (number, "2026-区-999999"):
        with CaptureQueriesContext(connection) as statements:
            lose(client, typed)
        taken.append(len(statements))
    assert taken[0] == taken[1] <= 4


def test_the_contact_is_in_no_job_and_the_opening_is_on_record(
    client: Client, cast: Cast, outbox: Path
) -> None:
    case = case_of(asked(client, contact="13804310001"))
    lose(client, case.number)
    assert "13804310001" not in everything_stored()
    work()
    reasons = AuditEntry.objects.filter(action="contact_opened").values_list("detail__reason", flat=True)
    assert sorted(reasons) == ["notify", "resend_receipt"]


def test_nobodys_telephone_can_be_flooded(client: Client, cast: Cast, outbox: Path) -> None:
    number = case_of(asked(client, contact="13804310001")).number
    work()
    for _try in range(MOST_A_DAY + 3):
        lose(client, number)
    work()
    assert len(sent(outbox)) == 1 + MOST_A_DAY


def test_many_requests_from_one_address_wait_an_hour_and_are_not_dropped(client: Client, cast: Cast) -> None:
    for _try in range(MOST_AN_HOUR + 2):
        assert lose(client, "2026-区-000001").status_code == 200
    jobs = ProcrastinateJob.objects.filter(task_name="portal.resend_receipt")
    assert jobs.filter(scheduled_at__isnull=True).count() == MOST_AN_HOUR
    assert jobs.filter(scheduled_at__isnull=False).count() == 2


def test_what_is_missing_is_said_by_the_field_and_the_rest_kept(client: Client, cast: Cast) -> None:
    response = lose(client, "4172", "1380431")
    page = response.content.decode()
    assert response.status_code == 422
    assert "编号是年份、一个字、六位数字" in page and "手机号是 11 位，这里是 7 位" in page
    assert 'value="4172"' in page and 'value="1380431"' in page


def test_the_code_of_a_paper_receipt_typed_by_hand_leads_to_the_matter(client: Client, cast: Cast) -> None:
    secret = asked(client)
    typed = f" {secret[:5].upper()} {secret[5:10]}-{secret[10:]} "
    response = client.post("/lost", {"code": typed})
    assert (response.status_code, response["Location"]) == (303, f"/t/{secret}")
    pasted = client.post("/lost", {"code": f"http://testserver/t/{secret}/receipt"})
    assert pasted["Location"] == f"/t/{secret}"
    for ended in (f"“{secret}”。", f"http://testserver/t/{secret}，", f"{secret}｡"):
        assert client.post("/lost", {"code": ended})["Location"] == f"/t/{secret}"
    assert client.get(f"/t/{secret}。").status_code == 200
    assert "这里是4个" in text(client.post("/lost", {"code": "abcd"}))
