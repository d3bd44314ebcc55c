"""The five steps of a matter that was taken back: how far it came, on the resident's page and on that of staff."""

from collections.abc import Callable

import pytest
from django.test import Client

from huisheng.cases.actions.accept import accept_case
from huisheng.cases.actions.renew import renew_case
from huisheng.cases.actions.resident import send_back, withdraw_case
from huisheng.cases.models import Case
from huisheng.cases.queries.resident import matter_of
from huisheng.cases.tests.matters import answered, asked, assigned, case_of, handling, token, viewer
from huisheng.cases.tests.pages import signed_in
from huisheng.cases.tests.several import fresh, merged
from tests.cast import Cast


def at_a_desk(cast: Cast) -> Case:
    return case_of(asked(cast, None))


def returned(cast: Cast) -> Case:
    return send_back(answered(cast).id, token(), "还是不热")


BEGINNINGS = [
    (at_a_desk, ["done", "left", "unreached", "unreached", "unreached"]),
    (assigned, ["done", "done", "left", "unreached", "unreached"]),
    (handling, ["done", "done", "done", "left", "unreached"]),
    (returned, ["done", "done", "done", "left", "unreached"]),
    (answered, ["done", "done", "done", "done", "left"]),
]


def line(page: str) -> list[str]:
    """The states of the five steps that a page shows."""
    steps = page.split('<ol class="steps"')[1].split("</ol>", maxsplit=1)[0]
    return [item.split('class="')[1].split('"')[0] for item in steps.split("<li ")[1:]]


@pytest.mark.parametrize(("begin", "states"), BEGINNINGS)
def test_both_pages_show_how_far_it_came(
    cast: Cast, begin: Callable[[Cast], Case], states: list[str]
) -> None:
    case = withdraw_case(begin(cast).id, token())
    page = signed_in(cast.sun_li).get(f"/cases/{case.number}/").content.decode()
    assert line(page) == states
    assert page.count('<span class="step-mark">已撤回</span>') == 1
    assert 'aria-current="step"' not in page


def test_the_resident_and_the_receipt_are_told_the_same(client: Client, cast: Cast) -> None:
    receipt = asked(cast)
    withdraw_case(receipt.case_id, token())
    for address in (f"/t/{receipt.secret}", f"/t/{receipt.secret}/receipt"):
        page = client.get(address).content.decode()
        assert line(page) == ["done", "done", "left", "unreached", "unreached"]
        assert "，没有走到" in page and "已撤回" in page


def test_wanted_after_all_the_line_goes_on(cast: Cast) -> None:
    case = handling(cast)
    withdraw_case(case.id, token())
    renew_case(case.id, token())
    page = signed_in(cast.wang_fang).get(f"/cases/{case.number}/").content.decode()
    assert line(page) == ["done", "done", "done", "now", ""]


def test_whoever_followed_came_as_far_as_the_head_had_by_then(cast: Cast, later: Callable[..., None]) -> None:
    head, follower, _third = merged(cast)
    withdraw_case(follower.id, token())
    later(hours=1)
    accept_case(head.id, viewer(cast.wang_fang), token())
    assert matter_of(fresh(follower)).left == "assign"


def test_taken_back_while_the_head_was_handled_says_so(cast: Cast) -> None:
    head, follower, _third = merged(cast)
    accept_case(head.id, viewer(cast.wang_fang), token())
    withdraw_case(follower.id, token())
    assert matter_of(fresh(follower)).left == "handle"
    assert matter_of(fresh(head)).left is None
