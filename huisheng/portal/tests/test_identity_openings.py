"""Whoever asked learns that somebody opened who they are: by message, and on their page with who, when and why."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from huisheng.cases.actions.open_identity import LegalOrder, Why, look_at_identity, open_identity
from huisheng.cases.models.codes import IdentityReason
from huisheng.cases.tests.matters import token, viewer
from huisheng.people.models import Person
from huisheng.portal.tests.residents import asked, case_of, text
from huisheng.portal.tests.worker import work
from tests.cast import Cast, add_person, appoint

WHY = Why(
    IdentityReason.LEGAL_ORDER,
    "法院调取证据，案号见文书。",
    LegalOrder("绿园区人民法院", "（2026）吉0106调12号", date(2026, 11, 20)),
)


@pytest.fixture
def officer(cast: Cast) -> Person:
    person = add_person("林密", "lin.mi")
    appoint([(person, "identity_officer", cast.centre)])
    return person


def test_the_page_tells_who_when_why_by_which_order_and_how_often(
    client: Client, cast: Cast, officer: Person
) -> None:
    secret = asked(client, contact="13804310001")
    case = case_of(secret)
    open_identity(case.id, viewer(officer), token(), WHY)
    for _twice in range(2):
        look_at_identity(case, viewer(officer))
    page = text(client.get(f"/t/{secret}/contact-openings"))
    assert "有人打开过1次。" in page
    assert "打开了您的身份。依照法律文书调取。" in page and "法院调取证据，案号见文书。" in page
    assert "绿园区人民法院（2026）吉0106调12号，2026-11-20" in page
    assert "看了2次" in page
    assert "为民服务指导中心身份保管员" in page and "林密" not in page
    track = text(client.get(f"/t/{secret}"))
    assert "有人打开了您的身份。" in track and "没有人看过您的联系方式" not in track


def test_a_home_s_address_counts_as_seen_once_the_identity_was_looked_at(
    client: Client, cast: Cast, officer: Person
) -> None:
    secret = asked(client, contact="13804310001", address="3号楼2单元501", at_home="on")
    open_identity(case_of(secret).id, viewer(officer), token(), WHY)
    assert "您家的地址还没有人看过" in text(client.get(f"/t/{secret}/contact-openings"))
    assert "还没有人看过" in text(client.get(f"/t/{secret}"))
    look_at_identity(case_of(secret), viewer(officer))
    assert "还没有人看过" not in text(client.get(f"/t/{secret}/contact-openings"))
    track = text(client.get(f"/t/{secret}"))
    assert "看过1次" in track and "还没有人看过" not in track


def test_it_is_told_by_message_too(
    client: Client, cast: Cast, officer: Person, tmp_path: Path, settings: Any
) -> None:
    settings.GATEWAYS, settings.MESSAGE_FOLDER = {"sms": "", "chat": ""}, tmp_path
    secret = asked(client, contact="13804310001")
    open_identity(case_of(secret).id, viewer(officer), token(), WHY)
    work()
    told = [path.read_text(encoding="utf-8") for path in (tmp_path / "sms").glob("*.txt")]
    (message,) = [each for each in told if "打开过一次" in each]
    assert "法院" not in message
