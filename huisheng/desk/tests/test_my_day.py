"""My day: what comes first, why, and what else one should know at eight in the morning."""

import re
from datetime import timedelta

from django.test import Client
from django.urls import reverse

from huisheng.cases.actions.assign import assign_case
from huisheng.cases.actions.give import give_case
from huisheng.cases.actions.question import ask_resident
from huisheng.cases.actions.resident import add_words, send_back
from huisheng.cases.models import Case
from huisheng.cases.queries.catalogue import catalogue
from huisheng.cases.tests.matters import answered, asked, assigned, case_of, handling, token, viewer
from huisheng.core import clock
from huisheng.desk.queries.day import day_of
from huisheng.people.models import Absence, Appointment
from tests.cast import Cast, sign_in


def day_page(client: Client, person: object) -> str:
    return sign_in(client, person).get(reverse("desk:my_day")).content.decode()  # type: ignore[arg-type]


def row_of(page: str, case: Case) -> str:
    """The words of a case's row."""
    row = next(row for row in re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL) if case.number in row)
    return " ".join(re.sub(r"<[^>]+>", " ", row).split())


def due(case: Case, **away: float) -> Case:
    """Move the running clock's end so far from now."""
    Case.objects.filter(pk=case.pk).update(due_at=clock.now() + timedelta(**away))
    return case


def test_what_is_late_comes_first_then_what_is_due_soonest(client: Client, cast: Cast):
    soon, late, later = (due(handling(cast), minutes=minutes) for minutes in (30, -90, 45))
    page = day_page(client, cast.wang_fang)
    assert page.index(late.number) < page.index(soon.number) < page.index(later.number)
    assert "超时 1 小时 30 分" in row_of(page, late)


def test_a_matter_due_another_day_is_counted_and_not_listed(client: Client, cast: Cast):
    far = due(handling(cast), days=3)
    page = day_page(client, cast.wang_fang)
    assert far.number not in page
    assert "还有 1 件不在今天。" in page


def test_what_came_back_is_listed_whenever_it_is_due_and_on_a_card(client: Client, cast: Cast):
    case = send_back(answered(cast).id, token(), "还是不热")
    due(case, days=3)
    page = day_page(client, cast.wang_fang)
    assert "居民说还没有解决" in row_of(page, case)
    assert "退回来的" in page


def test_what_came_back_is_on_its_card_even_when_the_list_is_full(cast: Cast):
    first = due(handling(cast), minutes=5)
    Case.objects.bulk_create([_copy(first, number) for number in range(24)])
    back = due(send_back(answered(cast).id, token(), "还是不热"), days=3)
    day = day_of(viewer(cast.wang_fang))
    assert [case.number for case in day.back] == [back.number] and day.returned == 1
    assert back.number not in [case.number for case in [*day.today, *day.later]]


def test_an_answered_question_is_listed_until_somebody_acts(client: Client, cast: Cast):
    case = ask_resident(handling(cast).id, viewer(cast.wang_fang), token(), "哪个单元？")
    due(case, days=3)
    assert case.number not in day_page(client, cast.wang_fang)
    add_words(case.id, token(), "二单元")
    assert "居民回话了" in row_of(day_page(client, cast.wang_fang), case)


def test_what_is_new_says_what_it_waits_for(client: Client, cast: Cast):
    unsigned = due(assigned(cast), days=3)
    untriaged = due(case_of(asked(cast, category=None)), days=3)
    page = day_page(client, cast.wang_fang)
    assert "等签收" in row_of(page, unsigned)
    assert "等整理：还没有分类" in row_of(page, untriaged)


def test_what_waits_for_the_resident_is_not_mine_to_do(client: Client, cast: Cast):
    case = due(answered(cast), minutes=30)
    assert case.number not in day_page(client, cast.wang_fang)


def test_what_was_given_to_me_says_so_even_from_another_unit(client: Client, cast: Cast):
    case = handling(cast)
    give_case(case.id, viewer(cast.wang_fang), token(), cast.zhao_qiang.pk)
    assert "给我的" in row_of(day_page(client, cast.zhao_qiang), case)
    client.logout()
    due(case, minutes=5)
    assert "赵强" in row_of(day_page(client, cast.wang_fang), case)


def test_a_station_elsewhere_sees_nothing_of_it(client: Client, cast: Cast):
    case = due(handling(cast), minutes=-5)
    page = day_page(client, cast.he_san)
    assert case.number not in page
    assert "今天没有要办的" in page


def test_a_dispatcher_sees_their_own_desk_and_what_to_oversee(client: Client, cast: Cast):
    at_the_desk = due(case_of(asked(cast, category=None, plot_id=None)), minutes=30)
    below = due(handling(cast), minutes=-30)
    Case.objects.filter(pk=below.pk).update(supervisor=cast.centre)
    page = day_page(client, cast.sun_li)
    assert at_the_desk.number in page and below.number not in page
    assert "请您督办的" in page and reverse("desk:board") in page


def test_a_matter_sent_to_a_department_is_on_its_handlers_day(client: Client, cast: Cast):
    case = assign_case(handling(cast).id, viewer(cast.sun_li), token(), cast.civil_affairs.id)
    assert "等签收" in row_of(day_page(client, cast.zhou_min), due(case, minutes=20))


def test_more_than_the_list_holds_is_counted(cast: Cast):
    first = handling(cast)
    due(first, minutes=5)
    copies = [_copy(first, number) for number in range(24)]
    Case.objects.bulk_create(copies)
    day = day_of(viewer(cast.wang_fang))
    assert len(day.today) == 20 and day.hidden == 5


def _copy(case: Case, number: int) -> Case:
    row = Case.objects.get(pk=case.pk)
    row.pk, row.number = None, f"2026-春-9{number:05d}"
    row.id = Case._meta.get_field("id").get_default()
    return row


def test_gaps_of_my_units_are_on_a_card(client: Client, cast: Cast):
    page = day_page(client, cast.wang_fang)
    assert "还没人管的地方" in page
    assert "4 块责任田的支部没有书记" in page


def test_who_is_away_and_for_whom_i_stand_in(client: Client, cast: Cast):
    post = Appointment.objects.get(person=cast.wang_fang)
    today = clock.today()
    Absence.objects.create(
        appointment=post,
        absent=cast.wang_fang,
        deputy=cast.he_san,
        since=today,
        until=today + timedelta(days=2),
    )
    assert "王芳 不在，何三 代班，到" in re.sub(r"<[^>]+>", "", day_page(client, cast.wang_fang))
    client.logout()
    assert "您代 王芳 的班，到" in re.sub(r"<[^>]+>", "", day_page(client, cast.he_san))


def test_a_deputys_day_has_the_absent_persons_matters(client: Client, cast: Cast):
    case = due(handling(cast), minutes=5)
    post = Appointment.objects.get(person=cast.wang_fang)
    today = clock.today()
    Absence.objects.create(
        appointment=post,
        absent=cast.wang_fang,
        deputy=cast.he_san,
        since=today,
        until=today + timedelta(days=2),
    )
    assert case.number in day_page(client, cast.he_san)


def test_a_year_without_holidays_in_the_calendar_is_a_warning(client: Client, cast: Cast):
    assert f"{clock.today().year}" in day_page(client, cast.wang_fang)
    assert "放假安排还没有录入" in day_page(client, cast.wang_fang)


def test_the_page_speaks_english(client: Client, cast: Cast):
    case = due(assigned(cast), minutes=-5)
    client.cookies["language"] = "en"
    page = day_page(client, cast.wang_fang)
    assert catalogue().by_code["heating"].name_en in row_of(page, case)
    assert "To be signed for" in page and "Today" in page
