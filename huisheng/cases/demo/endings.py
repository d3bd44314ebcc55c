"""How matters end in the demo otherwise than fixed, wait on the ledger, and are asked about again."""

from datetime import datetime, timedelta

from huisheng.cases.actions.answer import Reply, answer_with
from huisheng.cases.actions.course import RESIDENT, Actor
from huisheng.cases.actions.exclude import ask, contest, decide, uphold
from huisheng.cases.actions.pending import Proposal, propose, set_aside
from huisheng.cases.actions.resident import take_back
from huisheng.cases.demo.life import Life
from huisheng.cases.demo.stage import utc
from huisheng.cases.models.codes import Outcome, Urgency, WordsKind
from huisheng.cases.models.ends import AnswerGround, Exclusion, PendingReason, Recheck
from huisheng.cases.models.transitions import Act

OUTCOMES = {
    Outcome.FIXED: 84,
    Outcome.PARTLY: 9,
    Outcome.DECLINED: 4,
    Outcome.NOT_OURS: 1,
    Outcome.REFERRED: 2,
}
WAITS, LEFT_OUT, AGREED, CONTESTED, OVERLOOKED = 0.012, 0.6, 0.8, 0.3, 0.04
ANSWERS_LATER, STILL_FIXED, CAME_BACK = 0.4, 0.88, 0.95
ABOVE_MINUTES, HOME_MINUTES = 5 * 60, 20 * 60
LOOKED_INTO = timedelta(days=2, hours=5)
NOT_OURS = "不属于本单位和上级的职权，已经写明该找谁。"
TOLD_BEFORE = "同一件事上个月办结并答复过，这次没有说新的情况。"
GROUNDS: dict[Outcome, tuple[tuple[AnswerGround, str], ...]] = {
    Outcome.DECLINED: (
        (AnswerGround.BUDGET, "今年老旧小区改造预算没有列这一项，明年三月申报。"),
        (AnswerGround.LAW, "《物业管理条例》第五十四条：动用维修资金要经相关业主表决同意。"),
        (AnswerGround.POLICY, "《长春市城市供热管理条例》以外没有补贴政策，不能减免。"),
        (AnswerGround.RIGHTS, "加装会挡住一楼的采光，楼下业主不同意。"),
    ),
    Outcome.NOT_OURS: (
        (AnswerGround.OUTSIDE, "归汽开区市政设施维护所，东风大街 1 号，电话 0431-80000001。"),
        (AnswerGround.OUTSIDE, "归轨道交通公司客服中心，0431-80000002。"),
    ),
    Outcome.REFERRED: (
        (AnswerGround.COURT, "合同纠纷请到区人民法院立案庭，电话 0431-80000003。"),
        (AnswerGround.PETITION, "请到区信访接待中心，周一至周五，0431-80000004。"),
        (AnswerGround.REPEAT, "上个月已经办结并答复，没有新的事实；有新情况请写明。"),
    ),
}
WAITING = (
    (PendingReason.BUDGET, "要列入明年的改造预算。"),
    (PendingReason.PLAN, "要等这一片的雨污分流工程排到。"),
    (PendingReason.SEASON, "要等供暖期结束才能开挖。"),
    (PendingReason.CONSENT, "要同一单元三分之二的业主同意。"),
    (PendingReason.PROPERTY, "要先查清围墙归哪一家。"),
)


def end(life: Life, handler: Actor, outcome: Outcome, words: str) -> None:
    """The answer, with its ground where it has one."""
    ground, basis = life.stage.rng.choice(GROUNDS[outcome]) if outcome in GROUNDS else (None, "")
    answer_with(life.by(handler), Reply(words, outcome, ground, basis))


def left_out(life: Life, handler: Actor) -> None:
    """What is not ours or was referred is sometimes left out of the figures, and sometimes contested."""
    stage, case = life.stage, life.case
    over = stage.crew.over(case.unit_id)
    if case.outcome not in (Outcome.NOT_OURS, Outcome.REFERRED) or over is None or case.about_a_unit:
        return
    if not stage.happens(LEFT_OUT) or not life.until(life.at_work(ABOVE_MINUTES)):
        return
    told_before = case.ground == AnswerGround.REPEAT
    ask(life.by(handler), TOLD_BEFORE if told_before else NOT_OURS)
    if not life.until(life.at_work(ABOVE_MINUTES)):
        return
    decide(life.by(over), "看过答复和依据，属实。", agree=stage.happens(AGREED))
    excluded = life.case.exclusion == Exclusion.EXCLUDED
    if excluded and stage.happens(CONTESTED) and life.until(stage.at_home(life.course.at, HOME_MINUTES)):
        contest(life.by(RESIDENT), "我觉得这件事社区管得了。")
        _looked_into(life)


def _looked_into(life: Life) -> None:
    """Somebody above who had no part looks at it within days, so that nobody waits for a year."""
    leader = life.stage.crew.leader(life.case.unit_id)
    if leader is not None and life.until(life.course.at + LOOKED_INTO):
        uphold(life.by(leader), "问过单位，也看了依据：写明的去处是对的，维持原来的决定。")


def waits(life: Life, handler: Actor) -> bool:
    """It is proposed for the ledger and approved above; whether the story stays there."""
    stage, case = life.stage, life.case
    over = stage.crew.over(case.unit_id)
    planned = life.beginning.brisk or life.beginning.stop
    if planned or over is None or case.urgency == Urgency.URGENT or case.about_a_unit:
        return False
    if case.send_backs or not stage.happens(WAITS) or not life.until(life.at_work(ABOVE_MINUTES)):
        return False
    reason, words = stage.rng.choice(WAITING)
    review_at = utc(life.course.at + timedelta(days=stage.rng.randrange(120, 330)))
    owner = stage.crew.post(case.unit_id) or (case.unit_id, "station_clerk")
    propose(life.by(handler), Proposal(reason, *owner, review_at, words))
    proposed = life.course.events[-1]
    if life.until(life.at_work(ABOVE_MINUTES)):
        set_aside(life.by(over), proposed, (WordsKind.DECISION, "同意，到日子再看。"))
        _looked_at(life, handler, review_at)
    return True


def _looked_at(life: Life, handler: Actor, review_at: datetime) -> None:
    """What waits is looked at again on its day, seldom overlooked, and waits on."""
    stage = life.stage
    while not stage.happens(OVERLOOKED) and life.until(review_at - timedelta(hours=2)):
        review_at = utc(life.course.at + timedelta(days=stage.rng.randrange(90, 240)))
        words = (WordsKind.PENDING, "看过了，条件还没有到，接着等。")
        life.by(handler).step(Act.REVIEW_PENDING, due_at=review_at, words=words)


def asked_again(life: Life) -> bool:
    """Four weeks later some say how it is; True when it came back and goes round again."""
    stage, case = life.stage, life.case
    if case.recheck_at is None or not stage.happens(ANSWERS_LATER):
        return False
    if not life.until(stage.at_home(case.recheck_at + timedelta(hours=2), HOME_MINUTES)):
        return False
    if life.case.recheck != Recheck.ASKED:
        return False
    share = stage.rng.random()
    if STILL_FIXED <= share < CAME_BACK:
        take_back(life.by(RESIDENT), stage.phrases.say("sent_back"), recheck=Recheck.BACK)
        life.rating = None
        return True
    verdict = Recheck.FIXED if share < STILL_FIXED else Recheck.UNSURE
    life.by(RESIDENT).step(Act.RECHECK, recheck=verdict)
    return False
