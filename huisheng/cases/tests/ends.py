"""Matters for tests that end otherwise than fixed, or wait."""

from datetime import timedelta
from typing import Any

from huisheng.cases.actions.answer import Reply, reply_to_case
from huisheng.cases.actions.escalate import let_fall_silent
from huisheng.cases.actions.exclude import ask_exclusion, ask_review, decide_exclusion
from huisheng.cases.actions.pending import Proposal, decide_pending, propose_pending
from huisheng.cases.models import Case
from huisheng.cases.models.codes import Outcome
from huisheng.cases.models.ends import AnswerGround, PendingReason
from huisheng.cases.tests.matters import assigned, handling, token, viewer
from huisheng.core import clock
from huisheng.people.models import Person
from tests.cast import Cast

COURT = "与开发商的合同纠纷，请到绿园区人民法院立案庭，电话 0431-80000000。"
REFERRED = "您说的是与开发商的合同纠纷，我们无权裁定，应当向法院起诉。"


def referred(cast: Cast, **fields: Any) -> Case:
    """Answered by 王芳: a matter for the court."""
    reply = Reply(REFERRED, Outcome.REFERRED, AnswerGround.COURT, COURT, insist="同类纠纷，路径相同。")
    return reply_to_case(assigned(cast, **fields).id, viewer(cast.wang_fang), token(), reply)


def exclusion_asked(cast: Cast, **fields: Any) -> Case:
    """王芳 asks that it is left out of the figures."""
    case = referred(cast, **fields)
    return ask_exclusion(case.id, viewer(cast.wang_fang), token(), "合同纠纷，不属于社区职权。")


def insisted(cast: Cast) -> Case:
    """An answer that says nothing, given all the same."""
    reply = Reply("已经处理完毕，请您放心。", Outcome.FIXED, insist="电话里说清楚了。")
    return reply_to_case(handling(cast).id, viewer(cast.wang_fang), token(), reply)


def excluded(cast: Cast, by: Person | None = None, **fields: Any) -> Case:
    """孙丽 at the centre agreed, or somebody else above."""
    case = exclusion_asked(cast, **fields)
    return decide_exclusion(case.id, viewer(by or cast.sun_li), token(), "确属司法途径。", agree=True)


def contested(cast: Cast, by: Person | None = None, **fields: Any) -> Case:
    """The resident asks for a review."""
    return ask_review(excluded(cast, by, **fields).id, token(), "不是合同，是漏水。")


def proposal(cast: Cast, days: float = 60) -> Proposal:
    """Waits for next year's budget; the station's clerk owns it."""
    return Proposal(
        PendingReason.BUDGET,
        cast.station.id,
        "station_clerk",
        clock.now() + timedelta(days=days),
        "要区里批下明年的管网改造费。",
    )


def pending_asked(cast: Cast, **fields: Any) -> Case:
    """王芳 proposes it for the ledger."""
    case = handling(cast, **fields)
    return propose_pending(case.id, viewer(cast.wang_fang), token(), proposal(cast))


def pending_on(cast: Cast, **fields: Any) -> Case:
    """On the ledger: 孙丽 agreed."""
    case = pending_asked(cast, **fields)
    return decide_pending(case.id, viewer(cast.sun_li), token(), "同意。", agree=True)


def fallen_silent(case: Case, later: Any) -> Case:
    """Eight days later, without a word of the resident."""
    later(days=8)
    let_fall_silent()
    return Case.objects.get(pk=case.id)
