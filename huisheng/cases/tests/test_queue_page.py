"""The queue: what comes first, filters that stay in the address, pages by keyset, and nobody else's cases."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huisheng.cases.actions.accept import accept_case
from huisheng.cases.actions.accuse import accuse_unit
from huisheng.cases.actions.batch import Kind
from huisheng.cases.actions.call import call_unit
from huisheng.cases.actions.give import give_case
from huisheng.cases.actions.resident import add_words, confirm_case, send_back
from huisheng.cases.models import Case
from huisheng.cases.models.codes import Channel, Urgency
from huisheng.cases.queries import lists
from huisheng.cases.queries.views import View
from huisheng.cases.tests.matters import (
    answered,
    asked,
    assigned,
    case_of,
    category_id,
    handling,
    token,
    viewer,
)
from huisheng.cases.tests.pages import Response, signed_in, text
from huisheng.cases.tests.several import batch
from huisheng.core import clock
from tests.cast import Cast

QUEUE = "/cases/"


def numbers(response: Response) -> list[str]:
    """The case numbers of a list, in its order."""
    return [row.number for row in response.context["rows"]]


def test_the_first_to_fall_due_comes_first(cast: Cast):
    later, sooner = assigned(cast), assigned(cast, urgency=Urgency.URGENT)
    response = signed_in(cast.wang_fang).get(QUEUE)
    assert numbers(response) == [sooner.number, later.number]


def test_what_is_late_says_so_and_has_a_list_of_its_own(cast: Cast):
    late, in_time = assigned(cast), assigned(cast)
    Case.objects.filter(pk=late.pk).update(due_at=clock.now() - timedelta(minutes=40))
    client = signed_in(cast.wang_fang)
    assert "超时 40 分" in text(client.get(QUEUE))
    assert numbers(client.get(f"{QUEUE}?view=late")) == [late.number]
    assert in_time.number in numbers(client.get(QUEUE))


@pytest.mark.parametrize("size", [1, 25])
def test_a_page_takes_few_statements_whatever_its_size(cast: Cast, size):
    for _each in range(size):
        assigned(cast)
    client = signed_in(cast.wang_fang)
    client.get(QUEUE)
    lists.forget_counts()
    with CaptureQueriesContext(connection) as captured:
        response = client.get(QUEUE)
    assert len(numbers(response)) == size
    assert len(captured) == 6
    with CaptureQueriesContext(connection) as again:
        client.get(QUEUE)
    assert len(again) == 4  # the counts in the tabs are good for ten seconds


def test_pages_follow_each_other_without_gap_or_repetition(cast: Cast, monkeypatch):
    cases = [assigned(cast) for _each in range(5)]
    monkeypatch.setattr(lists.page, "__defaults__", (None, 2))
    client, address, seen, pages = signed_in(cast.wang_fang), QUEUE, [], []
    while address:
        response = client.get(address)
        pages.append(address)
        seen += numbers(response)
        address = response.context["after"]
    assert len(pages) == 3
    assert sorted(seen) == sorted(case.number for case in cases)
    assert len(set(seen)) == len(cases)
    back = client.get(response.context["before"])
    assert numbers(back) == seen[2:4]
    assert numbers(client.get(back.context["before"])) == seen[:2]


def test_filters_narrow_and_stay_in_the_address(cast: Cast):
    wanted = assigned(cast, urgency=Urgency.URGENT, channel=Channel.PHONE)
    assigned(cast)
    assigned(cast, category="noise", urgency=Urgency.URGENT)
    query = f"?urgency=urgent&category={category_id('heating')}&channel=phone&plot={cast.plots[0].code}"
    response = signed_in(cast.wang_fang).get(QUEUE + query)
    assert numbers(response) == [wanted.number]
    late = next(tab for tab in response.context["tabs"] if "view=late" in tab[1])
    assert "urgency=urgent" in late[1]
    assert "channel=phone" in late[1]


def test_a_unit_filters_with_everything_below_it(cast: Cast):
    here, there = assigned(cast), assigned(cast, plot_id=cast.other_plots[0].id)
    client = signed_in(cast.sun_li)
    assert set(numbers(client.get(QUEUE))) == {here.number, there.number}
    assert numbers(client.get(f"{QUEUE}?unit={cast.street.code}")) == [here.number]
    assert numbers(client.get(f"{QUEUE}?unit={cast.other_station.name}")) == [there.number]


def test_a_filter_that_cannot_be_read_is_said_by_its_field_and_kept(cast: Cast):
    case = assigned(cast)
    response = signed_in(cast.wang_fang).get(f"{QUEUE}?unit=火星分中心")
    assert "没有“火星分中心”这个单位" in text(response)
    assert 'value="火星分中心"' in text(response)
    assert numbers(response) == [case.number]


def test_a_broken_page_mark_in_the_address_shows_the_first_page(cast: Cast):
    case = assigned(cast)
    for mark in ("x", "zz.11", f"{'f' * 40}.{case.id.hex}"):
        assert numbers(signed_in(cast.wang_fang).get(QUEUE, {"at": mark})) == [case.number]


def test_what_came_back_is_a_list_and_counted(cast: Cast):
    case = answered(cast)
    send_back(case.id, token(case), "还是不热。")
    assigned(cast)
    response = signed_in(cast.wang_fang).get(f"{QUEUE}?view=returned")
    assert numbers(response) == [case.number]
    assert next(tab[3] for tab in response.context["tabs"] if "view=returned" in tab[1]) == "1"


def test_what_waits_for_residents_is_not_among_what_is_to_do(cast: Cast):
    case = answered(cast)
    client = signed_in(cast.wang_fang)
    assert numbers(client.get(QUEUE)) == []
    assert numbers(client.get(f"{QUEUE}?view=waiting")) == [case.number]


def test_what_was_given_to_me(cast: Cast):
    case = handling(cast)
    give_case(case.id, viewer(cast.wang_fang), token(case), cast.zhao_qiang.pk)
    assert numbers(signed_in(cast.zhao_qiang).get(f"{QUEUE}?view=mine")) == [case.number]
    assert numbers(signed_in(cast.wang_fang).get(f"{QUEUE}?view=mine")) == []


def test_what_my_unit_was_called_to(cast: Cast):
    case = handling(cast)
    call_unit(case.id, viewer(cast.wang_fang), token(case), cast.civil_affairs.id)
    client = signed_in(cast.zhou_min)
    assert numbers(client.get(f"{QUEUE}?view=called")) == [case.number]
    assert numbers(client.get(QUEUE)) == []


def test_what_my_unit_supervises(cast: Cast):
    case = answered(cast)
    send_back(case.id, token(case))
    Case.objects.filter(pk=case.pk).update(supervisor=cast.centre)
    assert numbers(signed_in(cast.sun_li).get(f"{QUEUE}?view=supervised")) == [case.number]


def test_closed_cases_are_a_list_of_their_own_the_latest_first(cast: Cast):
    first, second = answered(cast), answered(cast)
    for case in (first, second):
        confirm_case(case.id, token(case))
    client = signed_in(cast.wang_fang)
    assert numbers(client.get(f"{QUEUE}?view=closed")) == [second.number, first.number]
    today = clock.today()
    assert numbers(client.get(f"{QUEUE}?view=closed&since={today + timedelta(days=1)}")) == []
    assert len(numbers(client.get(f"{QUEUE}?view=closed&until={today}"))) == 2
    assert len(numbers(client.get(f"{QUEUE}?view=all"))) == 2


def test_counts_stop_at_a_limit(cast: Cast, monkeypatch):
    for _each in range(4):
        assigned(cast)
    monkeypatch.setattr(lists, "MOST_COUNTED", 3)
    tabs = signed_in(cast.wang_fang).get(QUEUE).context["tabs"]
    assert tabs[0][3] == "2+"


def test_an_outsider_sees_nothing_in_any_list(cast: Cast):
    case = assigned(cast)
    client = signed_in(cast.he_san)
    for view in View.values:
        response = client.get(QUEUE, {"view": view})
        assert numbers(response) == []
        assert case.number not in text(response)
    assert numbers(client.get(QUEUE, {"view": "all", "unit": cast.street.code})) == []
    assert numbers(client.get(QUEUE, {"view": "all", "plot": cast.plots[0].code})) == []


def test_the_accused_unit_finds_nothing_in_any_list_and_no_count_tells_of_it(cast: Cast):
    case = assigned(cast)
    accuse_unit(case.id, viewer(cast.sun_li), token(case), cast.station.id)
    for person in (cast.wang_fang, cast.zhao_qiang):
        for view in View.values:
            response = signed_in(person).get(QUEUE, {"view": view})
            assert numbers(response) == []
            assert {tab[3] for tab in response.context["tabs"]} <= {"0", ""}
    assert numbers(signed_in(cast.sun_li).get(QUEUE)) == [case.number]


def test_auditors_and_residents_have_no_queue(client, cast: Cast):
    assert signed_in(cast.wu_shen).get(QUEUE).status_code == 403
    assert client.get(QUEUE).status_code == 302


def test_no_resident_words_but_the_title_and_no_secret_stand_in_a_list(cast: Cast):
    receipt = asked(cast, words="电梯坏了。我姓张，住在五楼，孩子叫小明。")
    response = signed_in(cast.wang_fang).get(QUEUE)
    assert case_of(receipt).title in text(response)
    assert "小明" not in text(response)
    assert receipt.secret not in text(response)


def test_what_was_reminded_and_what_residents_added_have_lists_until_somebody_acts(cast: Cast):
    reminded, spoken, _quiet = assigned(cast), assigned(cast), assigned(cast)
    batch(Kind.REMIND, [reminded], cast.sun_li)
    add_words(spoken.id, token(), "又漏了")
    over = signed_in(cast.sun_li)
    assert numbers(over.get(f"{QUEUE}?view=reminded")) == [reminded.number]
    assert numbers(over.get(f"{QUEUE}?view=spoken")) == [spoken.number]
    assert numbers(signed_in(cast.he_san).get(f"{QUEUE}?view=reminded")) == []
    for case in (reminded, spoken):
        accept_case(case.id, viewer(cast.wang_fang), token())
    lists.forget_counts()
    page = signed_in(cast.sun_li).get(QUEUE)
    shown = " ".join(tab[1] for tab in page.context["tabs"])
    assert "view=reminded" not in shown
    assert "view=spoken" not in shown
