"""The resident erases by the link, and gets a copy of what is held."""

import json
from datetime import timedelta

from django.test import Client

from huisheng.cases.actions.open_identity import LegalOrder, Why, open_identity
from huisheng.cases.actions.report import write_note
from huisheng.cases.models.codes import IdentityReason, Outcome
from huisheng.cases.tests.matters import answer_case, token, viewer
from huisheng.core import clock
from huisheng.people.contacts import Contact
from huisheng.portal.actions.copy_of_case import masked, masked_contact
from huisheng.portal.tests.residents import WORDS, asked, case_of, tap, text
from huisheng.ui.words import say_date
from tests.cast import Cast, add_person, appoint

PHONE, ADDRESS = "13912340087", "柳影巷77号楼3单元902"


def matter(client: Client, cast: Cast) -> str:
    return asked(client, plot=cast.plots[0].code, contact=PHONE, address=ADDRESS, at_home="on")


def test_it_asks_once_more_and_then_all_is_gone(client: Client, cast: Cast) -> None:
    secret = matter(client, cast)
    page = text(client.get(f"/t/{secret}/erasure"))
    assert "删除的同时就撤回" in page and "先看一看、存一份" in page
    assert tap(client, secret, "erasure").status_code == 303
    page = text(client.get(f"/t/{secret}"))
    assert f"这件事的内容{say_date(clock.today())}已经删除" in page
    assert "您删除了您说的话和联系方式。" in page and "您撤回了这件事。" in page
    assert WORDS not in page and "补充几句" not in page
    for part in ("receipt", "copy", "contact-openings"):
        there = client.get(f"/t/{secret}/{part}")
        assert there.status_code == 200
        assert WORDS not in text(there) and PHONE not in text(there)


def test_a_page_that_was_open_before_neither_breaks_nor_erases_twice(client: Client, cast: Cast) -> None:
    secret = matter(client, cast)
    tap(client, secret, "erasure")
    version = case_of(secret).version
    assert tap(client, secret, "erasure").status_code == 303
    assert client.get(f"/t/{secret}/erasure").status_code == 303
    assert tap(client, secret, "additions", words="还有").status_code == 409
    assert case_of(secret).version == version


def test_what_is_closed_may_be_erased_and_not_sent_back_any_more(client: Client, cast: Cast) -> None:
    secret = matter(client, cast)
    answer_case(case_of(secret).id, viewer(cast.wang_fang), token(), "修好了。", Outcome.FIXED)
    tap(client, secret, "confirmation")
    assert "删除以后不能再退回、评价" in text(client.get(f"/t/{secret}/erasure"))
    tap(client, secret, "erasure")
    page = text(client.get(f"/t/{secret}"))
    assert "退回" not in page and "评价" not in page and "修好了。" not in page


def test_while_an_order_holds_it_the_page_says_until_when(client: Client, cast: Cast) -> None:
    secret = matter(client, cast)
    officer = add_person("林密", "lin.mi")
    appoint([(officer, "identity_officer", cast.centre)])
    until = clock.today() + timedelta(days=9)
    order = LegalOrder("绿园区人民法院", "12号", clock.today(), hold_until=until)
    why = Why(IdentityReason.LEGAL_ORDER, "法院要求保留证据。", order)
    open_identity(case_of(secret).id, viewer(officer), token(), why)
    answer = tap(client, secret, "erasure")
    assert answer.status_code == 409
    assert f"要求保留到{say_date(until)}" in text(answer)
    assert case_of(secret).erased_at is None and case_of(secret).is_open


def test_the_copy_holds_all_but_the_notes_and_masks_what_a_finder_must_not_learn(
    client: Client, cast: Cast
) -> None:
    secret = matter(client, cast)
    case = case_of(secret)
    write_note(case.id, viewer(cast.wang_fang), token(), "只给同事看的话")
    page = text(client.get(f"/t/{secret}/copy"))
    assert WORDS in page and "139••••••87" in page and "柳影••" in page
    assert "1条，只写怎么办，这里不列出" in page
    assert "datetime" not in page
    answer = client.get(f"/t/{secret}/copy.json")
    assert answer["Cache-Control"] == "no-store" and "attachment" in answer["Content-Disposition"]
    held = json.loads(answer.content)
    assert (held["number"], held["words"], held["contact_masked"]) == (case.number, WORDS, "139••••••87")
    assert held["at_home"] is True and held["notes_between_colleagues"] == 1
    assert held["course"][0]["what"] == "您说的事收到了。"
    raw = answer.content.decode()
    assert PHONE not in raw and ADDRESS not in raw and "只给同事看的话" not in raw and "王芳" not in raw


def test_looking_at_ones_own_copy_is_told_apart_from_others(client: Client, cast: Cast) -> None:
    secret = matter(client, cast)
    client.get(f"/t/{secret}/copy")
    page = text(client.get(f"/t/{secret}/contact-openings"))
    assert "您自己看了这件事记的内容。" in page and "没有人看过。" in page


def test_masks_leave_too_little_to_use() -> None:
    assert masked_contact(Contact("email", "li@example.org")) == "l•••@example.org"
    assert masked_contact(Contact("phone", "043187654321")) == "043•••••••21"
    assert masked("") == "" and masked("甲乙丙") == "甲乙•"
