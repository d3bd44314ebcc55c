"""Residents of the demo who report what others of it reported, and join them. Only in the demo."""

import random
from datetime import timedelta

from huisheng.cases.actions.ask import Request, opened
from huisheng.cases.actions.course import RESIDENT
from huisheng.cases.actions.handles import claim, new_secret, number_prefix
from huisheng.cases.models import Case, Handle
from huisheng.cases.models.case import IS_JOINABLE
from huisheng.cases.models.transitions import State
from huisheng.core import clock
from huisheng.core.ids import uuid7

HEADS, MOST = 10, 3
LATELY = timedelta(days=10)
SAID = (
    "我也碰上了，每天都从这里过。",
    "我们这栋楼的人也都看见了。",
    "这里一直没有人来，老人孩子走路不方便。",
    "跟上次说的是一回事，盼着早点办好。",
)


def join_demo_cases(rng: random.Random) -> int:
    """Some of the latest matters of public space are reported by one to three others as well; how many others."""
    open_now = Case.objects.filter(IS_JOINABLE, state__in=(State.ASSIGNED, State.HANDLING), at_home=False)
    lately = open_now.filter(category__public_space=True, received_at__gte=clock.now() - LATELY)
    heads = list(lately.order_by("-received_at")[:HEADS])
    return sum(_join(rng, head) for head in heads for _each in range(rng.randint(1, MOST)))


def _join(rng: random.Random, head: Case) -> int:
    case_id, at = uuid7(), clock.now() - timedelta(minutes=rng.randint(1, 600))
    if at <= head.received_at:
        return 0
    number = claim(case_id, Handle.Kind.CLIENT, str(case_id), new_secret(), number_prefix(head.plot_id))
    request = Request(words=rng.choice(SAID), key=case_id, category_id=head.category_id, plot_id=head.plot_id)
    course = opened(case_id, number or "", request, RESIDENT, None, at=at, head=head)
    course.events[0].codes["illustrative"] = True
    course.write(new=True)
    return 1
