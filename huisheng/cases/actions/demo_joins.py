"""Residents of the demo who report what others reported: they join it, or a clerk merges them. Only in the demo."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import cycle
from uuid import UUID

from huisheng.cases.actions.answer import Reply, answer_with
from huisheng.cases.actions.ask import Request, opened
from huisheng.cases.actions.course import RESIDENT, SYSTEM, Course
from huisheng.cases.actions.deliver import deliver
from huisheng.cases.actions.demo_besides import dated, keep_message
from huisheng.cases.actions.handles import claim, new_secret, number_prefix
from huisheng.cases.actions.hear import note_words
from huisheng.cases.actions.merge import follow
from huisheng.cases.actions.resident import add, withdraw
from huisheng.cases.actions.split_off import take_out
from huisheng.cases.demo.stage import Stage
from huisheng.cases.models import Case, CaseEvent, Handle
from huisheng.cases.models.case import IS_JOINABLE
from huisheng.cases.models.codes import Outcome
from huisheng.cases.models.transitions import FOLLOWING, Act, State
from huisheng.core import clock
from huisheng.core.ids import uuid7

HEADS, MOST = 16, 3
ANSWERED, HEARD, PARTED, LEFT = 2, 4, 2, 2
LATELY = timedelta(days=10)
SAID = (
    "我也碰上了，每天都从这里过。",
    "我们这栋楼的人也都看见了。",
    "这里一直没有人来，老人孩子走路不方便。",
    "跟上次说的是一回事，盼着早点办好。",
)
SEEN_TO = "今天上午市政的师傅到现场修好了，下午又去看过一次，几位说的是同一处。"


def join_demo_cases(stage: Stage) -> int:
    """Some of the latest matters of public space are reported by one to three others as well; how many others.

    A few of these matters are answered then, and the answer reaches all of them; others go their ways.
    """
    samples = Handle.objects.filter(kind=Handle.Kind.SECRET).values("case_id")
    open_now = Case.objects.filter(IS_JOINABLE, state__in=(State.ASSIGNED, State.HANDLING), at_home=False)
    lately = open_now.filter(category__public_space=True, received_at__gte=clock.now() - LATELY)
    heads = list(lately.exclude(pk__in=samples).order_by("-received_at")[:HEADS])
    by_a_clerk = cycle((False, True))
    followed = {
        head.id: sum(_another(stage, head, next(by_a_clerk)) for _each in range(stage.rng.randint(1, MOST)))
        for head in heads
    }
    with_others = [head for head in heads if followed[head.id]]
    worked_on = [head for head in with_others if head.state == State.HANDLING][:ANSWERED]
    for head in worked_on:
        _answer(stage, head)
    go_their_ways(stage, [head.id for head in with_others if head not in worked_on])
    return sum(followed.values())


def go_their_ways(stage: Stage, heads: Sequence[UUID]) -> None:
    """Of those that go on: some followers say more, some are taken out again, some heads are taken back by their
    residents, and the earliest who followed takes their place."""
    left, others = heads[:LEFT], heads[LEFT:]
    for head_id in left:
        withdrawing = Course(Case.objects.get(pk=head_id), RESIDENT)
        withdraw(withdrawing)
        dated(withdrawing).write()
    followers = list(Case.objects.filter(head_id__in=others, state__in=FOLLOWING).order_by("id"))
    for follower in followers[:HEARD]:
        _says_more(stage, follower)
    merged = CaseEvent.objects.filter(case__in=followers[HEARD:], act=Act.MERGE).order_by("case_id")
    for event in merged.select_related("case")[:PARTED]:
        clerk = stage.crew.desk(event.case.unit_id)
        if clerk is not None:
            parting = Course(event.case, clerk)
            take_out(parting)
            dated(parting).write()


def _says_more(stage: Stage, follower: Case) -> None:
    saying = Course(follower, RESIDENT)
    said = add(saying, stage.phrases.say("additions"))
    dated(saying).write()
    if follower.head_id is None:
        return
    hearing = Course(Case.objects.get(pk=follower.head_id), SYSTEM)
    note_words(hearing, follower.pk, said.seq)
    dated(hearing).write()


def _another(stage: Stage, head: Case, by_a_clerk: bool) -> int:
    """One more resident about it, in the last hours, who joins or is merged; whether there was time for one."""
    case_id, at = uuid7(), clock.now() - timedelta(minutes=stage.rng.randint(40, 600))
    if at <= head.received_at:
        return 0
    clerk = stage.crew.desk(head.unit_id) if by_a_clerk else None
    number = claim(case_id, Handle.Kind.CLIENT, str(case_id), new_secret(), number_prefix(head.plot_id))
    request = Request(
        words=stage.rng.choice(SAID), key=case_id, category_id=head.category_id, plot_id=head.plot_id
    )
    course = opened(
        case_id, number or "", request, RESIDENT, None, at=at, head=None if clerk is not None else head
    )
    course.events[0].codes["illustrative"] = True
    if clerk is not None:
        course.actor, course.at = clerk, at + timedelta(minutes=stage.rng.randint(5, 30))
        follow(course, head)
    dated(course).write(new=True)
    return 1


def _answer(stage: Stage, head: Case) -> None:
    """By whoever handles it; each who follows gets it."""
    handler = stage.crew.handler(head.unit_id)
    if handler is not None:
        course = Course(head, handler)
        answer_with(course, Reply(SEEN_TO, Outcome.FIXED))
        channel = keep_message(stage, course.case, course.events[-1], "answered")
        if channel is not None:
            course.actor = SYSTEM
            deliver(course, channel, course.at)
        dated(course).write()
