"""What a form about absences or roles may not have is said by the field that it is about; what was typed stays."""

from datetime import timedelta

import pytest
from django.test import Client

from huisheng.core import clock
from huisheng.people.models import Absence, Appointment, Person, RoleGrant
from tests.cast import Cast, sign_in

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def one_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """No midnight falls between what is typed and what is asked."""
    today = clock.today()
    monkeypatch.setattr(clock, "today", lambda: today)


@pytest.mark.parametrize(
    ("deputy", "away", "field"),
    [
        ("wang.fang", (0, 3), "deputy"),
        ("wu.shen", (0, 3), "deputy"),
        ("zhao.qiang", (-1, 3), "since"),
        ("zhao.qiang", (2, 2), "until"),
        ("zhao.qiang", (0, 61), "until"),
    ],
)
def test_of_an_absence(client: Client, cast: Cast, deputy: str, away: tuple[int, int], field: str) -> None:
    post = Appointment.objects.get(person=cast.wang_fang)
    days = {name: clock.today() + days * DAY for name, days in zip(("since", "until"), away, strict=True)}
    page = sign_in(client, cast.wang_fang).post(
        f"/people/appointments/{post.pk}/absence", {"deputy": deputy, **days}
    )
    assert page.status_code == 422
    assert list(page.context["form"].errors) == [field]
    assert f'value="{deputy}"' in page.content.decode()
    assert f'value="{days["until"].isoformat()}"' in page.content.decode()
    assert not Absence.objects.exists()


def test_days_that_are_taken_are_said_by_the_first_day(client: Client, cast: Cast) -> None:
    post, today = Appointment.objects.get(person=cast.wang_fang), clock.today()
    address, clerk = f"/people/appointments/{post.pk}/absence", sign_in(client, cast.wang_fang)
    first = {"deputy": "zhao.qiang", "since": today, "until": today + 5 * DAY}
    assert clerk.post(address, first).status_code == 302
    page = clerk.post(address, {**first, "until": today + 3 * DAY})
    assert list(page.context["form"].errors) == ["since"]


@pytest.mark.parametrize(
    ("role", "until", "field"), [("station_clerk", "2025-12-31", "until"), ("auditor", "", "place")]
)
def test_of_a_role(client: Client, cast: Cast, role: str, until: str, field: str) -> None:
    whom: Person = cast.he_san
    place_name = cast.station.name
    sent = {"role": role, "place": place_name, "since": "2026-01-01", "until": until}
    page = sign_in(client, cast.zheng_guan).post(f"/people/accounts/{whom.account.pk}/grants/new", sent)
    assert page.status_code == 422
    assert list(page.context["form"].errors) == [field]
    assert f'value="{place_name}"' in page.content.decode()
    assert not RoleGrant.objects.filter(confirmed_at__isnull=True).exists()
