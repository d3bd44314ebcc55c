"""The same form sent twice counts once."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse

from huisheng.core import clock
from huisheng.core.models import AuditEntry
from huisheng.people.models import Absence, AbsenceRequest, Appointment, RoleGrant
from tests.cast import Cast, add_person, sign_in

TODAY = clock.today()


def twice(client: Client, address: str, sent: dict[str, str]) -> list[int]:
    return [client.post(address, sent).status_code for _click in range(2)]


def test_a_role_is_asked_for_once(client: Client, cast: Cast) -> None:
    somebody = add_person("新来", "xin.lai")
    before = RoleGrant.objects.count()
    sign_in(client, cast.zheng_guan)
    address = reverse("people:grant_new", args=[somebody.account.pk])
    sent = {"role": "station_clerk", "place": cast.station.code, "since": TODAY.isoformat(), "until": ""}
    assert twice(client, address, sent) == [302, 302]
    assert RoleGrant.objects.count() == before + 1
    assert AuditEntry.objects.filter(action="role_asked").count() == 1
    later = {**sent, "since": (TODAY + timedelta(days=9)).isoformat()}
    assert client.post(address, later).status_code == 302
    assert RoleGrant.objects.count() == before + 2


def test_a_deputy_is_named_and_asked_for_once(client: Client, cast: Cast) -> None:
    post = Appointment.objects.get(person=cast.wang_fang)
    address = reverse("people:absence", args=[post.pk])
    until = (TODAY + timedelta(days=3)).isoformat()
    sent = {"deputy": cast.zhao_qiang.account.login, "since": TODAY.isoformat(), "until": until}
    assert twice(sign_in(client, cast.zheng_guan), address, sent) == [302, 302]
    assert AbsenceRequest.objects.count() == 1
    assert twice(sign_in(Client(), cast.wang_fang), address, sent) == [302, 302]
    assert Absence.objects.count() == 1
