"""The working calendar: a missing year is said to those who can mend it, and written down from a pasted list."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from huisheng.core import calendar
from huisheng.core.calendar import working_calendar
from huisheng.core.holidays import load_announced
from huisheng.core.ids import uuid7
from huisheng.core.models import AuditEntry, CalendarDay
from tests.cast import Cast, sign_in

LIST = "2031-01-01~2031-01-03 休 元旦\n2031-01-05 班 元旦\n"
YEAR = "?year=2031"


@pytest.fixture(autouse=True)
def forgotten(cast: Cast) -> Iterator[None]:
    load_announced()
    calendar.forget()
    yield
    calendar.forget()


def address() -> str:
    return reverse("cases:calendar") + YEAR


def form(**more: Any) -> dict[str, Any]:
    return {"key": str(uuid7()), "year": "2031", **more}


def test_a_missing_year_is_said_and_offered_to_whoever_keeps_the_catalogue(client: Client, cast: Cast):
    page = sign_in(client, cast.sun_li).get(address()).content.decode()
    assert "这一年的放假安排还没有录入" in page and "<textarea" in page
    other = sign_in(Client(), cast.zhao_qiang).get(address()).content.decode()
    assert "这一年的放假安排还没有录入" in other and "<textarea" not in other


def test_a_list_is_previewed_written_down_and_deadlines_follow(client: Client, cast: Cast):
    seen = sign_in(client, cast.sun_li).post(address(), form(days=LIST))
    assert seen.status_code == 200 and not CalendarDay.objects.filter(day__year=2031).exists()
    assert "元旦" in seen.content.decode()
    data = seen.context["form"].data
    answer = client.post(address(), form(days=data["days"], shown=data["shown"], sure="1"))
    assert answer.status_code == 302
    held = working_calendar()
    assert not held.is_working_day(date(2031, 1, 2)) and held.is_working_day(date(2031, 1, 5))
    assert AuditEntry.objects.filter(action="calendar.announced", subject="calendar:2031").exists()
    assert ProcrastinateJob.objects.filter(args__reaction__endswith="reactions.retime").exists()
    assert "还没有录入" not in client.get(address()).content.decode()


def test_a_file_is_read_like_a_list(client: Client, cast: Cast):
    file = SimpleUploadedFile("days.csv", "day,is_working,name\n2031-01-01,0,元旦\n".encode("gb18030"))
    seen = sign_in(client, cast.sun_li).post(address(), form(file=file))
    assert "2031-01-01" in seen.context["form"].data["days"]


def test_a_faulty_line_is_named_and_the_list_is_kept(client: Client, cast: Cast):
    answer = sign_in(client, cast.sun_li).post(address(), form(days=LIST + "元旦放三天"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "第 3 行“元旦放三天”" in page and "2031-01-05 班 元旦" in page


def test_nobody_else_writes_it_and_no_year_out_of_reach_is_shown(client: Client, cast: Cast):
    assert sign_in(client, cast.wang_fang).post(address(), form(days=LIST)).status_code == 403
    assert client.get(reverse("cases:calendar") + "?year=99999").status_code == 404


def test_days_of_a_known_year_are_there_to_be_changed(client: Client, cast: Cast):
    page = sign_in(client, cast.sun_li).get(reverse("cases:calendar") + "?year=2026").content.decode()
    assert "2026-10-01 休" in page
