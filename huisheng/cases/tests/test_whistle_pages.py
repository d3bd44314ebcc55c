"""The pages of a whistle: blown from the case, answered from its own page, ended with three questions."""

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from huisheng.cases.actions.accuse import accuse_unit
from huisheng.cases.actions.whistle import end_whistle
from huisheng.cases.models import Case, Whistle, WhistleCall
from huisheng.cases.queries.whistle_lists import overlooked
from huisheng.cases.tests.matters import asked, handling, token, viewer
from huisheng.cases.tests.pages import act_on, at, signed_in, text
from huisheng.cases.tests.test_whistle import GOOD, housing_handler, whistled
from huisheng.core import clock
from tests.cast import Cast, add_person, appoint


def page_of(case: Case) -> str:
    n = Whistle.objects.get(case_id=case.id).n
    return reverse("cases:whistle", args=[case.number, n])


def test_it_is_blown_from_the_case(cast: Cast) -> None:
    case, client = handling(cast), signed_in(cast.wang_fang)
    assert at(case, "whistle_blow") in text(client.get(at(case)))
    wrong = act_on(client, case, "whistle_blow", words="一起到现场。")
    assert wrong.status_code == 422 and "请选一个" in text(wrong) and "一起到现场。" in text(wrong)
    done = act_on(
        client,
        case,
        "whistle_blow",
        words="一起到现场。",
        lead=cast.civil_affairs.id,
        helpers=[cast.housing.id, cast.civil_affairs.id],
        emergency="on",
    )
    assert done.status_code == 302
    parts = dict(WhistleCall.objects.filter(case_id=case.id).values_list("unit_id", "part"))
    assert parts == {cast.civil_affairs.id: "lead", cast.housing.id: "helper"}
    page = text(client.get(at(case)))
    assert page_of(case) in page and "景阳社区工作站吹哨，叫了民政分中心、住建分中心" in page
    assert "吹哨，叫部门来" not in page


def test_the_called_unit_finds_it_on_its_day_and_has_one_next_act_at_a_time(cast: Cast) -> None:
    case = whistled(cast)
    client, page = signed_in(cast.zhou_min), page_of(case)
    assert page in text(client.get(reverse("desk:my_day")))
    assert page in text(client.get(reverse("cases:whistles")))
    assert "等您应哨" in text(client.get(page))
    assert act_on(client, case, "signature")["Location"] == page
    assert "请联系吹哨的单位" in text(client.get(page))
    act_on(client, case, "contact_call")
    assert "记一笔谁到了" in text(client.get(page))
    early = (timezone.localtime(clock.now()) - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    wrong = act_on(client, case, "visit", words="换了阀门。", at=early)
    assert wrong.status_code == 422 and "要在吹哨以后、现在以前" in text(wrong)
    assert act_on(client, case, "visit", words="换了阀门。", remains="明天填土。")["Location"] == page
    shown = text(client.get(page))
    assert "换了阀门。" in shown and "明天填土。" in shown and "办好了就回报" in shown
    act_on(client, case, "report", words="填好了。")
    assert page not in text(client.get(reverse("desk:my_day")))


def test_the_whistler_ends_it_when_everybody_reported_and_the_unit_reads_what_was_said(cast: Cast) -> None:
    case = whistled(cast)
    helper = housing_handler(cast)
    whistler, page = signed_in(cast.wang_fang), page_of(case)
    assert page in text(whistler.get(reverse("cases:whistles")))
    act_on(signed_in(cast.zhou_min), case, "report", words="办好了。")
    assert "看一看办得怎样" not in text(whistler.get(page))
    act_on(signed_in(helper), case, "report", words="也办好了。")
    assert "看一看办得怎样" in text(whistler.get(page))
    grades = {
        f"{name}_{unit}": "yes"
        for unit in (cast.civil_affairs.id, cast.housing.id)
        for name in ("in_time", "together", "result")
    }
    missing = {name: value for name, value in grades.items() if name != f"result_{cast.housing.id}"}
    wrong = act_on(whistler, case, "whistle_end", **missing)
    assert wrong.status_code == 422 and f"请给{cast.housing.name}选一个。" in text(wrong)
    grades[f"result_{cast.housing.id}"] = "partly"
    assert act_on(whistler, case, "whistle_end", **grades)["Location"] == page
    seen = text(signed_in(helper).get(page))  # though the case itself is out of its sight now
    assert "差一点" in seen and "办完了" in seen
    assert signed_in(helper).get(at(case)).status_code == 404
    leader = add_person("住建领导", "housing.leader")
    appoint([(leader, "leader", cast.housing)])
    assert "差一点" in text(signed_in(leader).get(page))


def test_outsiders_and_whom_it_is_about_do_not_see_it(cast: Cast) -> None:
    case = whistled(cast)
    page = page_of(case)
    assert signed_in(cast.he_san).get(page).status_code == 404
    accuse_unit(case.id, viewer(cast.sun_li), token(), cast.civil_affairs.id)
    assert signed_in(cast.zhou_min).get(page).status_code == 404
    assert page not in text(signed_in(cast.zhou_min).get(reverse("cases:whistles")))
    assert signed_in(cast.zhou_min).get(at(case, "signature")).status_code == 404


def test_who_cannot_come_says_why_and_the_centre_rules(cast: Cast) -> None:
    case = whistled(cast)
    helper, page = housing_handler(cast), page_of(case)
    assert "来不了，说明原因" in text(signed_in(helper).get(page))
    act_on(signed_in(helper), case, "inability", words="井盖不归住建管。")
    assert "为民服务指导中心正在裁定" in text(signed_in(helper).get(page))
    judge = signed_in(cast.sun_li)
    assert "有单位说来不了" in text(judge.get(page))
    assert "井盖不归住建管。" in text(judge.get(at(case, "coming")))
    done = act_on(judge, case, "coming", unit=cast.housing.id, decision="excused", words="确实不归住建。")
    assert done.status_code == 302
    assert "裁定可以不来" in text(signed_in(cast.wang_fang).get(page))


def test_a_leader_overlooks_whistles_by_unit_and_in_no_order_of_merit(cast: Cast, later: Any) -> None:
    first, second = whistled(cast), whistled(cast)
    both = {cast.civil_affairs.id: GOOD, cast.housing.id: GOOD}
    end_whistle(first.id, viewer(cast.wang_fang), token(), both)
    later(hours=3)
    page = text(signed_in(cast.qian_li).get(reverse("cases:whistles_overview")))
    assert "有单位超时" in page and second.title in page
    assert page.index("民政分中心</th>") < page.index("住建分中心</th>")
    row = page[page.index("民政分中心</th>") :].split("</tr>")[0]
    assert [int(cell.split(">")[-1]) for cell in row.split("</td>")[:-1]] == [2, 1, 1, 1, 1, 1, 0]


def test_what_is_open_stands_above_what_is_over_and_the_newest_of_both_come_first(
    cast: Cast, later: Any
) -> None:
    cases, both = [], {cast.civil_affairs.id: GOOD, cast.housing.id: GOOD}
    for minutes in range(4):
        later(minutes=minutes)
        cases.append(whistled(cast))
    for minutes, case in enumerate(cases[:2], start=4):
        later(minutes=minutes)
        end_whistle(case.id, viewer(cast.wang_fang), token(), both)
    rows = overlooked(viewer(cast.qian_li))
    assert [row.number for row in rows] == [cases[i].number for i in (3, 2, 1, 0)]
    page = text(signed_in(cast.qian_li).get(reverse("cases:whistles_overview")))
    places = [page.index(page_of(case)) for case in cases]
    units = page.index("被叫的单位")
    assert max(places[2:]) < units < min(places[:2])


def test_a_leader_of_another_street_sees_none_of_it(cast: Cast) -> None:
    whistled(cast)
    leader = add_person("别街领导", "other.leader")
    appoint([(leader, "leader", cast.other_street)])
    assert "最近没有吹哨" in text(signed_in(leader).get(reverse("cases:whistles_overview")))


def test_the_resident_reads_that_others_were_called_and_no_words_of_colleagues(cast: Cast) -> None:
    receipt = asked(cast)
    case = Case.objects.get(pk=receipt.case_id)
    whistled(cast, case)
    page = text(signed_in(cast.chen_jing).get(f"/t/{receipt.secret}"))
    assert "请了民政分中心等单位一起来办。" in page and "井盖塌了" not in page
