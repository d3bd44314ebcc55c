"""The parties of a mediation: each with a link of their own, each for themselves, and nothing of the others."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from huisheng.cases.actions.handles import add_party_secret, add_secret
from huisheng.cases.models import Case
from huisheng.cases.models.codes import Outcome
from huisheng.cases.tests.matters import WORDS, answer_case, token, viewer
from huisheng.cases.tests.mediations import ASKER, NEIGHBOUR, TEXT, agreement_of, begun, mediation
from huisheng.core import clock
from tests.cast import Cast


def link(case: Case, n: int) -> str:
    """The address of a party's page."""
    return f"/t/{add_secret(case.id)}/mediation" if n == 1 else f"/m/{add_party_secret(case.id, n)}"


def press(client: Client, address: str, case: Case, go: str, **fields: str) -> Any:
    """Press a button of the page as it stands now."""
    agreement = mediation(case).agreement
    form = {"key": str(uuid4()), "agreement": str(agreement.seq if agreement else ""), "go": go, **fields}
    return client.post(address, form)


def test_each_agrees_with_the_own_link_and_both_make_it_stand(client: Client, cast: Cast) -> None:
    case = agreement_of(cast)
    for n in (1, 2):
        address = link(case, n)
        assert TEXT in client.get(address).content.decode()
        assert press(client, address, case, "agree").status_code == 303
        assert "您同意了" in client.get(address).content.decode()
    assert mediation(case).is_agreed
    assert "各方都同意了" in client.get(link(case, 2)).content.decode()


def test_the_other_party_sees_nothing_of_the_matter_nor_of_whoever_asked(client: Client, cast: Cast) -> None:
    case = agreement_of(cast)
    page = client.get(link(case, 2))
    text = page.content.decode()
    for private in (WORDS, WORDS[:8], ASKER, NEIGHBOUR, case.title):
        assert private not in text
    assert page["Cache-Control"] == "no-store" and page["Referrer-Policy"] == "no-referrer"


def test_a_party_link_opens_nothing_else(client: Client, cast: Cast) -> None:
    secret = add_party_secret(agreement_of(cast).id, 2)
    for address in (f"/t/{secret}", f"/t/{secret}/mediation", f"/t/{secret}/confirmation"):
        assert client.get(address).status_code in (404, 405)
    own = add_secret(agreement_of(cast).id)
    assert client.get(f"/m/{own}").status_code == 404


def test_an_agreement_that_was_reworded_meanwhile_is_shown_first(client: Client, cast: Cast) -> None:
    case = agreement_of(cast)
    response = press(client, link(case, 2), case, "agree", agreement="1")
    assert response.status_code == 409 and "没有算数" in response.content.decode()
    assert not any(party.agreed_seq for party in mediation(case).parties)


def test_a_second_press_counts_once(client: Client, cast: Cast) -> None:
    case = agreement_of(cast)
    address, key = link(case, 2), str(uuid4())
    assert [press(client, address, case, "agree", key=key).status_code for _press in range(2)] == [303, 303]


def test_after_the_answer_nobody_can_agree_any_more(client: Client, cast: Cast) -> None:
    case = agreement_of(cast)
    answer_case(case.id, viewer(cast.wang_fang), token(), "没有谈成，可以去法院。", Outcome.NOT_AGREED)
    assert "我同意" not in client.get(link(case, 2)).content.decode()
    assert press(client, link(case, 2), case, "agree").status_code == 409


def test_whether_it_was_kept_is_asked_from_its_day_on(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = agreement_of(cast)
    for n in (1, 2):
        press(client, link(case, n), case, "agree")
    assert "都做到了吗" not in client.get(link(case, 1)).content.decode()
    eleven_days_on = clock.now() + timedelta(days=11)
    monkeypatch.setattr(clock, "now", lambda: eleven_days_on)
    assert "都做到了吗" in client.get(link(case, 1)).content.decode()
    assert press(client, link(case, 2), case, "not_kept").status_code == 303
    assert "您说：没有做到" in client.get(link(case, 2)).content.decode()
    assert mediation(case).parties[1].kept is False


def test_the_track_page_leads_there(client: Client, cast: Cast) -> None:
    case = begun(cast)
    secret = add_secret(case.id)
    assert f"/t/{secret}/mediation" in client.get(f"/t/{secret}").content.decode()
    assert "正在约见面的时间" in client.get(f"/t/{secret}/mediation").content.decode()


@pytest.mark.parametrize("address", ["/m/23456789abcdefghjkmn", "/m/x", "/m/%E7%AD%BE"])
def test_a_wrong_link_leads_nowhere(client: Client, cast: Cast, address: str) -> None:
    assert client.get(address).status_code == 404
