"""解决了吗？ One tap each way, and nothing decided on an old page."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from huisheng.cases.actions.escalate import let_fall_silent
from huisheng.cases.actions.report import write_note
from huisheng.cases.models import CaseEvent
from huisheng.cases.models.codes import Outcome
from huisheng.cases.models.transitions import State
from huisheng.cases.tests.matters import answer_case, token, viewer
from huisheng.core import clock
from huisheng.portal.tests.residents import asked, case_of, tap, text
from tests.cast import Cast


@pytest.fixture
def secret(client: Client, cast: Cast) -> str:
    """A matter that 王芳 has answered."""
    made = asked(client, plot=cast.plots[0].code)
    answer(cast, made)
    return made


def answer(cast: Cast, secret: str, words: str = "立管已经排气。") -> None:
    answer_case(case_of(secret).id, viewer(cast.wang_fang), token(), words, Outcome.FIXED)


def test_one_tap_confirms(client: Client, secret: str) -> None:
    response = tap(client, secret, "confirmation")
    assert response.status_code == 303
    page = text(client.get(response["Location"]))
    assert case_of(secret).state == State.CONFIRMED
    assert "记下了：解决了" in page and "您说解决了。" in page


def test_one_tap_sends_back_to_the_same_unit_with_a_level_above_watching(
    client: Client, cast: Cast, secret: str
) -> None:
    response = tap(client, secret, "return")
    page = text(client.get(response["Location"]))
    case = case_of(secret)
    assert (case.state, case.unit_id, case.supervisor_id) == (State.RETURNED, cast.station.id, cast.street.id)
    assert (
        "记下了：还没有解决" in page
        and "您说还没有解决，景阳社区工作站正在重新办。春城街道分中心在督办。" in page
    )


def test_words_with_the_send_back_are_kept_and_not_needed(client: Client, secret: str) -> None:
    tap(client, secret, "return", words="又凉了")
    assert "又凉了" in text(client.get(f"/t/{secret}"))


def test_a_second_tap_does_nothing_more(client: Client, secret: str) -> None:
    form = {"key": str(uuid4()), "seen": str(case_of(secret).version)}
    first = client.post(f"/t/{secret}/return", form)
    second = client.post(f"/t/{secret}/return", form)
    assert (first.status_code, second.status_code) == (303, 303)
    assert CaseEvent.objects.filter(case_id=case_of(secret).id, act="send_back").count() == 1


def test_tapping_the_other_way_after_sending_back_says_what_is_so(client: Client, secret: str) -> None:
    old = str(case_of(secret).version)
    tap(client, secret, "return")
    response = tap(client, secret, "confirmation", seen=old)
    assert response.status_code == 409
    assert "您刚才按的没有算数" in text(response)
    assert case_of(secret).state == State.RETURNED


def test_a_page_that_showed_an_older_answer_confirms_nothing(client: Client, cast: Cast, secret: str) -> None:
    old = str(case_of(secret).version)
    tap(client, secret, "return")
    answer(cast, secret, "换了立管。")
    response = tap(client, secret, "confirmation", seen=old)
    assert response.status_code == 409
    assert "您打开那一页以后，又有新的经过" in text(response) and "换了立管。" in text(response)
    assert case_of(secret).state == State.ANSWERED


def test_what_only_staff_see_does_not_stand_in_the_way(client: Client, cast: Cast, secret: str) -> None:
    old = str(case_of(secret).version)
    write_note(case_of(secret).id, viewer(cast.wang_fang), token(), "内部")
    assert tap(client, secret, "confirmation", seen=old).status_code == 303
    assert case_of(secret).state == State.CONFIRMED


def test_before_there_is_an_answer_there_is_nothing_to_confirm(client: Client, cast: Cast) -> None:
    secret = asked(client, plot=cast.plots[0].code)
    response = tap(client, secret, "confirmation")
    assert response.status_code == 409
    assert "这件事现在不在等您确认" in text(response)


def test_silence_is_its_own_state_and_can_still_be_decided(
    client: Client, secret: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = timezone.now() + timedelta(days=8)
    monkeypatch.setattr(clock, "now", lambda: later)
    let_fall_silent()
    page = text(client.get(f"/t/{secret}"))
    assert case_of(secret).state == State.SILENT
    assert "没有等到您的回音。不算作满意。" in page and "还没有" in page
    tap(client, secret, "return")
    assert case_of(secret).state == State.RETURNED


def test_a_confirmed_matter_can_be_sent_back_within_thirty_days(
    client: Client, secret: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    tap(client, secret, "confirmation")
    day_29 = timezone.now() + timedelta(days=29)
    monkeypatch.setattr(clock, "now", lambda: day_29)
    assert "又出现了，没有解决" in text(client.get(f"/t/{secret}"))
    tap(client, secret, "return")
    assert case_of(secret).state == State.RETURNED


def test_after_thirty_days_it_says_to_ask_again(
    client: Client, secret: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    tap(client, secret, "confirmation")
    day_31 = timezone.now() + timedelta(days=31)
    monkeypatch.setattr(clock, "now", lambda: day_31)
    page = text(client.get(f"/t/{secret}"))
    assert "又出现了，没有解决" not in page and "请重新说一次" in page
    assert tap(client, secret, "return").status_code == 409
    assert case_of(secret).state == State.CONFIRMED


def test_loading_the_page_of_a_tap_again_leads_to_the_matter(client: Client, secret: str) -> None:
    for page in ("confirmation", "return", "additions"):
        response = client.get(f"/t/{secret}/{page}")
        assert (response.status_code, response["Location"]) == (303, f"/t/{secret}")
    assert case_of(secret).state == State.ANSWERED
