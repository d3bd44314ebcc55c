"""Joining what others reported: offered by kind, place and day only, answered to each privately, decided by each."""

import re
from typing import Any

import pytest
from django.test import Client

from huisheng.cases.actions.batch import Kind
from huisheng.cases.actions.load_catalogue import load_catalogue
from huisheng.cases.actions.question import ask_resident
from huisheng.cases.actions.report import report_progress, write_note
from huisheng.cases.actions.resident import add_words, confirm_case, send_back
from huisheng.cases.models import Case
from huisheng.cases.models.codes import Outcome
from huisheng.cases.models.transitions import State
from huisheng.cases.tests.matters import answer_case, token, viewer
from huisheng.cases.tests.several import batch, fresh
from huisheng.outbox.models import Message
from huisheng.portal.tests.residents import ask, asked, case_of, secret_of, tap, text
from huisheng.portal.tests.worker import work
from tests.cast import Cast

THEIRS = "楼前的路灯不亮，我家老太太昨晚摔了一跤。"
MINE = "路灯黑了三天了，我姓何。"
ANSWER = "换了灯泡，昨晚亮了。"


@pytest.fixture(autouse=True)
def _catalogue(cast: Cast) -> None:
    load_catalogue()


@pytest.fixture
def head(client: Client, cast: Cast) -> Case:
    """A light that somebody reported, with a contact and an address."""
    secret = asked(client, words=THEIRS, plot=cast.plots[0].code, contact="13804310001", address="3号楼东侧")
    return case_of(secret)


def look(client: Client, cast: Cast, **fields: Any) -> Any:
    return client.post("/", {"words": MINE, "go": "look", "plot": cast.plots[0].code, **fields})


def code_in(response: Any) -> str:
    found = re.search(r'name="follow" value="([0-9a-f]{16})"', response.content.decode())
    assert found, "nothing is offered"
    return found[1]


def is_offered(response: Any) -> bool:
    return 'name="follow"' in response.content.decode()


def join(client: Client, cast: Cast, **fields: Any) -> str:
    code = code_in(look(client, cast))
    sent = {
        "words": MINE,
        "plot": cast.plots[0].code,
        "contact": "13804310002",
        "offered": "1",
        "follow": code,
    }
    return secret_of(ask(client, **{**sent, **fields}))


def test_it_is_offered_by_day_kind_and_place_and_tells_nothing_else(client: Client, cast: Cast, head: Case):
    page = text(look(client, cast))
    assert f"今天报的：{cast.plots[0].code}" in page
    assert "路灯，正在办" in page
    for secret in (head.number, "老太太", "摔了", "3号楼", str(head.id), head.title):
        assert secret not in look(client, cast).content.decode()


@pytest.mark.parametrize(
    ("words", "plot"),
    [("暖气不热", 0), ("路灯不亮", 1), ("楼上漏水到我家", 0)],
    ids=["home", "elsewhere", "dwelling"],
)
def test_never_for_a_home_nor_for_another_place(
    client: Client, cast: Cast, head: Case, words: str, plot: int
):
    asked(client, words=words, plot=cast.plots[0].code, offered="1")
    response = look(client, cast, words=words, plot=cast.plots[plot].code)
    assert not is_offered(response)


def test_what_is_in_a_home_is_neither_offered_nor_joined(client: Client, cast: Cast, head: Case):
    code = code_in(look(client, cast))
    Case.objects.filter(pk=head.pk).update(at_home=True)
    assert not is_offered(look(client, cast))
    Case.objects.filter(pk=head.pk).update(at_home=False)
    sent = {"words": MINE, "plot": cast.plots[0].code, "offered": "1", "follow": code}
    assert case_of(asked(client, **sent, address="3号楼2单元501")).head_id is None
    assert case_of(asked(client, **sent, at_home="on")).head_id is None


def test_not_without_a_plot_and_not_what_is_about_a_unit(client: Client, cast: Cast):
    asked(client, words=THEIRS, plot=cast.plots[0].code, about="on")
    assert not is_offered(look(client, cast))
    assert not is_offered(look(client, cast, plot=""))


def test_who_sends_without_having_seen_it_is_shown_it_first_and_loses_nothing(
    client: Client, cast: Cast, head: Case
):
    response = ask(client, words=MINE, plot=cast.plots[0].code, contact="13804310002")
    assert response.status_code == 200
    assert "还没有交上去" in text(response)
    assert "13804310002" in response.content.decode()
    assert Case.objects.count() == 1
    alone = asked(client, words=MINE, plot=cast.plots[0].code, offered="1", follow="alone")
    assert case_of(alone).head_id is None


def test_who_joins_has_a_receipt_and_a_link_of_their_own(client: Client, cast: Cast, head: Case):
    secret = join(client, cast)
    case = case_of(secret)
    assert (case.state, case.head_id) == (State.MERGED, head.id)
    page = text(client.get(f"/t/{secret}"))
    assert "和先报的人一起办。" in page
    assert "已经交给" in page
    assert f"/t/{secret}" in client.get(f"/t/{secret}/receipt").content.decode()
    assert head.number not in page


def test_a_code_that_was_made_up_joins_nothing(client: Client, cast: Cast, head: Case):
    assert case_of(join(client, cast, follow="0123456789abcdef")).head_id is None


def tell_all(cast: Cast, head: Case) -> None:
    """Everything that can be said on a case."""
    clerk = viewer(cast.wang_fang)
    report_progress(head.id, clerk, token(), "李大娘，明天上您家门口换灯。")
    ask_resident(head.id, clerk, token(), "您摔得重不重？")
    add_words(head.id, token(), "骨头没事，膝盖青了。")
    write_note(head.id, clerk, token(), "灯杆编号 17")
    answer_case(head.id, clerk, token(), ANSWER, Outcome.FIXED)


def test_the_answer_reaches_each_and_nobody_reads_anothers_words(client: Client, cast: Cast, head: Case):
    report_progress(head.id, viewer(cast.wang_fang), token(), "老太太的事我们听说了。")
    secret = join(client, cast)
    tell_all(cast, head)
    page = text(client.get(f"/t/{secret}"))
    assert ANSWER in page
    assert "解决了吗？" in page
    for words in ("老太太", "摔", "膝盖", "3号楼东侧", "灯杆", head.number, "13804310001"):
        assert words not in page
    assert "明天上您家门口换灯" in page  # told after joining: the form says to whom it goes
    assert "您摔得" not in page


def test_each_gets_a_message_of_their_own_once(client: Client, cast: Cast, head: Case, mailoutbox: Any):
    secret = join(client, cast, contact="he@example.org")
    work()
    mailoutbox.clear()
    tell_all(cast, head)
    work()
    work()
    [mail] = [mail for mail in mailoutbox if mail.to == ["he@example.org"]]
    case = case_of(secret)
    assert case.number in mail.body
    assert head.number not in mail.body
    told = Message.objects.filter(kind="answered").values_list("case_id", flat=True)
    assert sorted(told) == sorted([head.id, case.id])


def test_each_decides_for_themselves(client: Client, cast: Cast, head: Case):
    secret = join(client, cast)
    tell_all(cast, head)
    confirm_case(head.id, token())
    assert tap(client, secret, "return").status_code == 303
    mine = case_of(secret)
    assert (mine.state, mine.head_id) == (State.RETURNED, None)
    assert fresh(head).state == State.CONFIRMED
    page = text(client.get(f"/t/{secret}"))
    assert "您说还没有解决" in page
    assert ANSWER in page


def test_the_heads_no_is_not_told_to_who_follows(client: Client, cast: Cast, head: Case):
    secret = join(client, cast)
    tell_all(cast, head)
    send_back(head.id, token(), "膝盖还疼")
    page = text(client.get(f"/t/{secret}"))
    assert "膝盖" not in page
    assert "退回" not in page.split("经过")[1].split("您当时说的")[0]


def test_who_was_merged_by_a_clerk_keeps_their_page(client: Client, cast: Cast, head: Case):
    secret = asked(client, words=MINE, plot=cast.plots[0].code, offered="1")
    batch(Kind.MERGE, [fresh(head), case_of(secret)], cast.wang_fang)
    page = text(client.get(f"/t/{secret}"))
    assert "有人先报了同一件事，并在一起办。" in page
    assert "老太太" not in page
    assert tap(client, secret, "additions", words="第二盏也不亮").status_code == 303
    assert "第二盏也不亮" in text(client.get(f"/t/{secret}"))
    assert client.get(f"/t/{secret}/withdrawal").status_code == 200
    assert tap(client, secret, "withdrawal").status_code == 303
    assert case_of(secret).state == State.WITHDRAWN
