"""The board: what is stuck, where and why; two acts put it right."""

import re
from datetime import timedelta

from django.test import Client
from django.urls import reverse

from huisheng.cases.models import Case
from huisheng.cases.tests.matters import asked, assigned, case_of, handling, viewer
from huisheng.core import clock
from huisheng.desk.queries import workload
from huisheng.desk.queries.workload import Tally
from tests.cast import Cast, appoint, sign_in


def board(client: Client, person: object, address: str = "") -> str:
    workload.forget()
    return sign_in(client, person).get(reverse("desk:board") + address).content.decode()  # type: ignore[arg-type]


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def late(case: Case, hours: int = 1) -> Case:
    Case.objects.filter(pk=case.pk).update(due_at=clock.now() - timedelta(hours=hours))
    return case


def counts(cast: Cast, person: object, unit: object) -> Tally:
    workload.forget()
    return workload.workload().of([unit.pk], viewer(person))[unit.pk]  # type: ignore[attr-defined, arg-type]


def test_the_longest_overdue_comes_first_with_unit_and_reason(client: Client, cast: Cast):
    newer, older = late(assigned(cast), 1), late(handling(cast), 5)
    page = board(client, cast.sun_li)
    assert page.index(older.number) < page.index(newer.number)
    assert "没办完 2 件，其中 2 件超时。" in words(page)
    assert "景阳社区工作站" in page and "等签收" in page


def test_what_waits_for_triage_says_why(client: Client, cast: Cast):
    case = case_of(asked(cast, category=None))
    page = board(client, cast.sun_li, "?show=triage")
    assert case.number in page and "等整理：还没有分类" in page


def test_units_of_the_next_level_are_counted_by_what_stops(client: Client, cast: Cast):
    late(assigned(cast)), late(handling(cast)), case_of(asked(cast, category=None))
    tally = counts(cast, cast.sun_li, cast.street)
    assert tally == Tally(open=3, late=2, triage=1, sign=1)
    assert counts(cast, cast.sun_li, cast.other_street) == Tally()


def test_the_unit_in_the_address_opens_the_level_below(client: Client, cast: Cast):
    case = late(handling(cast))
    page = board(client, cast.sun_li, f"?unit={cast.street.code}")
    assert "春城街道分中心" in page and case.number in page
    assert case.number not in board(client, cast.sun_li, f"?unit={cast.other_street.code}")


def test_the_map_says_late_counts_in_words(client: Client, cast: Cast):
    late(handling(cast))
    assert "春城街道 · 1 件超时" in board(client, cast.sun_li)


def test_a_unit_outside_ones_reach_is_not_found(client: Client, cast: Cast):
    appoint([(cast.he_san, "dispatcher", cast.other_street)])
    sign_in(client, cast.he_san)
    assert client.get(reverse("desk:board"), {"unit": cast.street.code}).status_code == 404
    assert client.get(reverse("desk:board"), {"unit": cast.centre.code}).status_code == 404
    assert client.get(reverse("desk:board"), {"unit": "没有"}).status_code == 404


def test_a_leader_sees_the_board_and_can_change_nothing(client: Client, cast: Cast):
    case = late(handling(cast))
    page = board(client, cast.qian_li)
    assert case.number in page
    assert reverse("desk:board_duty", args=[case.number]) not in page


def test_the_list_goes_on_page_by_page(client: Client, cast: Cast):
    numbers = [late(assigned(cast), hours).number for hours in range(1, 13)]
    page = board(client, cast.sun_li)
    following = re.search(r'rel="next" href="([^"]+)"', page)
    assert following is not None
    rest = board(client, cast.sun_li, following[1].replace("&amp;", "&"))
    assert [number for number in reversed(numbers) if number in page] == numbers[:1:-1]
    assert [number for number in numbers if number in rest] == numbers[:2]


def test_counts_say_when_they_were_made_and_are_kept_for_a_moment(client: Client, cast: Cast):
    page = board(client, cast.sun_li)
    assert "件数截止" in page
    late(handling(cast))
    sign_in(client, cast.sun_li)
    assert "没办完 0 件" in words(client.get(reverse("desk:board")).content.decode())
    workload.forget()
    assert "没办完 1 件" in words(client.get(reverse("desk:board")).content.decode())
