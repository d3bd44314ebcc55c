"""The auditor's log: found by act, person, thing and days; read only, and without what matters say."""

import re
from datetime import timedelta

from django.test import Client
from django.urls import reverse

from huisheng.cases.models import Case
from huisheng.cases.tests.matters import WORDS, asked, case_of, handling
from huisheng.core import audit, clock
from huisheng.core.models import AuditEntry
from huisheng.desk.queries.log import LogPage, Sought, log_page
from huisheng.people.viewer import viewer_for
from tests.cast import Cast, appoint, sign_in


def lines(client: Client, cast: Cast, **asked_for: str) -> list[str]:
    """The lines of the log in words, without its heading."""
    return words_of(sign_in(client, cast.wu_shen).get(reverse("desk:log"), asked_for).content.decode())


def words_of(page: str) -> list[str]:
    rows = re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)[1:]
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in rows]


def test_the_latest_act_comes_first_in_words_with_who_and_what(client: Client, cast: Cast):
    case = handling(cast)
    found = lines(client, cast)
    assert "吴审" in found[0] and "登录" in found[0]
    accepted = next(line for line in found if "诉求：签收" in line)
    assert "王芳" in accepted and case.number in accepted


def test_what_a_matter_says_is_nowhere(client: Client, cast: Cast):
    case = handling(cast)
    page = " ".join(lines(client, cast))
    assert WORDS[:6] not in page and case.title not in page


def test_it_is_narrowed_by_act_person_thing_and_days(client: Client, cast: Cast):
    case, other = handling(cast), case_of(asked(cast, category=None))
    audit.record("role_asked", actor=cast.zheng_guan.account.pk, subject="person:1")
    assert all("诉求：签收" in line for line in lines(client, cast, action="case.accept"))
    assert lines(client, cast, actor="郑管") == lines(client, cast, actor="zheng.guan")
    assert "提出给角色" in lines(client, cast, actor="郑管")[0]
    about = lines(client, cast, about=case.number)
    assert about and all(case.number in line and other.number not in line for line in about)
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()
    assert lines(client, cast, since=tomorrow) == []
    assert lines(client, cast, until=clock.today().isoformat())


def test_what_cannot_be_read_is_said_by_the_field_and_shows_nothing(client: Client, cast: Cast):
    sign_in(client, cast.wu_shen)
    for asked_for, said in (
        ({"actor": "没有这个人"}, "没有这个登录名，也没有这个人。"),
        ({"about": "2026-春-999999"}, "没有这个编号。"),
        ({"since": "昨天"}, "日期写成 2026-05-03 这样。"),
    ):
        answer = client.get(reverse("desk:log"), asked_for)
        assert answer.status_code == 422
        assert said in answer.content.decode()
        assert words_of(answer.content.decode()) == []


def test_a_number_typed_full_width_is_the_same_number(client: Client, cast: Cast):
    case = handling(cast)
    full_width = case.number.replace("-", "－").replace("0", "０")
    assert full_width != case.number
    assert lines(client, cast, about=full_width) == lines(client, cast, about=case.number) != []


def test_days_in_the_wrong_order_are_said_and_not_shown_as_an_empty_log(client: Client, cast: Cast):
    asked_for = {"since": "2026-05-03", "until": "2026-05-02"}
    answer = sign_in(client, cast.wu_shen).get(reverse("desk:log"), asked_for)
    assert answer.status_code == 422 and "这一天在开始的那天以前" in answer.content.decode()


def test_pages_go_back_without_a_gap_even_when_lines_are_of_one_moment(client: Client, cast: Cast):
    at = clock.now()
    AuditEntry.objects.bulk_create(
        AuditEntry(at=at, action="network.unit_closed", subject=f"unit:{number}") for number in range(120)
    )
    sign_in(client, cast.wu_shen)
    seen: list[str] = []
    address = reverse("desk:log") + "?action=network.unit_closed"
    while address:
        page = client.get(address).content.decode()
        seen += re.findall(r"about=unit%3A(\d+)", page.replace(":", "%3A"))
        following = re.search(r'rel="next" href="([^"]+)"', page)
        address = reverse("desk:log") + following[1].replace("&amp;", "&") if following else ""
    assert list(map(int, seen)) == list(range(119, -1, -1))


def test_lines_about_a_matter_that_accuses_the_auditors_unit_are_left_out(client: Client, cast: Cast):
    case = handling(cast)
    appoint([(cast.wu_shen, "auditor", cast.station)])
    assert any(case.number in line for line in lines(client, cast))
    Case.objects.filter(pk=case.pk).update(
        unit=cast.street, kind="oversight", about_a_unit=True, accused_unit=cast.station
    )
    assert not any(case.number in line or str(case.pk) in line for line in lines(client, cast))


def test_hidden_lines_leave_no_gap_and_no_cursor_to_count_them_by(client: Client, cast: Cast):
    case = handling(cast)
    Case.objects.filter(pk=case.pk).update(
        unit=cast.street, kind="oversight", about_a_unit=True, accused_unit=cast.bureau
    )
    for number in range(51):
        audit.record("network.unit_closed", actor=None, subject=f"unit:{number}")
    for _each in range(9):
        audit.record("contact_opened", actor=None, subject="subject:x", about=f"case:{case.pk}")
        audit.record("contact_opened", actor=None, subject="subject:x", about=f"opening:{case.pk}:3")
        audit.record("case.note", actor=None, subject=f"case:{case.pk}")
    viewer = viewer_for(cast.wu_shen.account)
    page = log_page(viewer, Sought())
    assert [line.subject_key for line in page.lines] == [f"unit:{n}" for n in range(50, 0, -1)]
    older = log_page(viewer, Sought(), page.older)
    assert older.lines[0].subject_key == "unit:0"
    assert log_page(viewer, Sought(subject=f"case:{case.pk}")) == LogPage([], "")


def test_the_number_of_a_hidden_matter_is_as_unknown_as_one_never_given(client: Client, cast: Cast):
    case = handling(cast)
    Case.objects.filter(pk=case.pk).update(
        unit=cast.street, kind="oversight", about_a_unit=True, accused_unit=cast.bureau
    )
    sign_in(client, cast.wu_shen)
    answer = client.get(reverse("desk:log"), {"about": case.number})
    assert (answer.status_code, "没有这个编号。" in answer.content.decode()) == (422, True)
