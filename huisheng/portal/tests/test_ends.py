"""What a resident sees and taps where a matter is declined, waits, is left out, or may have come back."""

from datetime import timedelta

from django.test import Client

from huisheng.cases.actions.exclude import rule
from huisheng.cases.actions.handles import add_secret
from huisheng.cases.actions.pending import review_pending, take_up
from huisheng.cases.actions.recheck import ask_rechecks
from huisheng.cases.actions.resident import confirm_case
from huisheng.cases.models import Case
from huisheng.cases.models.ends import Exclusion, Recheck
from huisheng.cases.models.transitions import State
from huisheng.cases.tests.conftest import later  # noqa: F401  # a fixture
from huisheng.cases.tests.ends import contested, excluded, pending_on, referred
from huisheng.cases.tests.matters import answered, token, viewer
from huisheng.core import clock
from huisheng.portal.tests.residents import tap, text
from tests.cast import Cast


def page(client: Client, case: Case) -> tuple[str, str]:
    """The secret of a case, and its page."""
    secret = add_secret(case.id)
    return secret, text(client.get(f"/t/{secret}"))


def test_a_referred_matter_says_why_and_whom_to_turn_to(client: Client, cast: Cast):
    _secret, shown = page(client, referred(cast))
    assert "应当走诉讼、仲裁或者复议" in shown
    assert "绿园区人民法院" in shown
    assert "解决了吗" in shown


def test_what_waits_shows_its_reason_its_review_day_and_each_review(client: Client, cast: Cast, later):  # noqa: F811
    case = pending_on(cast)
    secret, shown = page(client, case)
    assert "等预算，所以挂了账" in shown
    assert "再看一次，结果写在这里" in shown
    assert "要区里批下明年的管网改造费" in shown
    later(days=60)
    review_pending(case.id, viewer(cast.wang_fang), token(), "钱还没有到。", clock.now() + timedelta(days=30))
    assert "钱还没有到。" in text(client.get(f"/t/{secret}"))
    take_up(case.id, viewer(cast.wang_fang), token(), "钱到了，下周开工。")
    shown = text(client.get(f"/t/{secret}"))
    assert "钱到了，下周开工。" in shown
    assert "挂了账" not in shown


def test_one_tap_asks_for_a_review_and_its_result_is_told(client: Client, cast: Cast):
    case = excluded(cast)
    secret, shown = page(client, case)
    assert "这件事不计入统计" in shown
    assert "要求复查" in shown
    response = tap(client, secret, "review")
    assert response.status_code == 303
    assert Case.objects.get(pk=case.id).exclusion == Exclusion.CONTESTED
    assert "正由没有经手的人看" in text(client.get(response["Location"]))
    rule(case.id, viewer(cast.qian_li), token(), "协调漏水归社区。", overturn=True)
    shown = text(client.get(f"/t/{secret}"))
    assert "复查推翻了" in shown
    assert "协调漏水归社区。" in shown


def test_what_nobody_left_out_cannot_be_contested(client: Client, cast: Cast):
    secret, shown = page(client, referred(cast))
    assert "要求复查" not in shown
    late = tap(client, secret, "review")
    assert late.status_code == 409
    assert "现在不在等复查" in text(late)


def test_a_second_tap_for_a_review_changes_nothing(client: Client, cast: Cast):
    case = contested(cast)
    secret = add_secret(case.id)
    assert tap(client, secret, "review").status_code == 409


def test_after_four_weeks_one_tap_says_how_it_is(client: Client, cast: Cast, later):  # noqa: F811
    fixed, back, unsure = (confirm_case(answered(cast).id, token()) for _each in range(3))
    secrets = {case.id: page(client, case)[0] for case in (fixed, back, unsure)}
    assert "过了四个星期" not in text(client.get(f"/t/{secrets[fixed.id]}"))
    later(days=28, minutes=1)
    ask_rechecks()
    assert "过了四个星期，还好吗？" in text(client.get(f"/t/{secrets[fixed.id]}"))
    for case, said in ((fixed, "fixed"), (back, "back"), (unsure, "unsure")):
        assert tap(client, secrets[case.id], "recheck", said=said).status_code == 303
    verdicts = [Case.objects.get(pk=case.id).recheck for case in (fixed, back, unsure)]
    assert verdicts == [Recheck.FIXED, Recheck.BACK, Recheck.UNSURE]
    assert Case.objects.get(pk=back.id).state == State.RETURNED
    assert "过了四个星期" not in text(client.get(f"/t/{secrets[fixed.id]}"))
    again = tap(client, secrets[fixed.id], "recheck", said="back")
    assert again.status_code == 409
