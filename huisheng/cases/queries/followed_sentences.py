"""What is done where several reported one matter, and in haste, as sentences for colleagues."""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from huisheng.cases.models import CaseEvent
from huisheng.cases.models.codes import Outcome
from huisheng.cases.models.transitions import Act, State
from huisheng.cases.queries.names import unit_name
from huisheng.core import clock
from huisheng.ui.words import say_time

Names = Mapping[int, str]
Sentence = tuple[str, str]


def _merge(event: CaseEvent, _names: Names) -> Sentence:
    unit = {"unit": unit_name(event.unit_id)}
    if event.codes.get("came_with"):
        return _("所跟的一件并到了更早的一件，一起跟过去"), ""
    return _("和先报的一件并在一起，由%(unit)s办") % unit, _("这一件的时限停下，按先报的算")


def _follow(event: CaseEvent, _names: Names) -> Sentence:
    return _("居民选了和先报的人一起办"), _("由%(unit)s办") % {"unit": unit_name(event.unit_id)}


def _relay(event: CaseEvent, _names: Names) -> Sentence:
    return _("转达主件的答复，请居民自己说解决了没有"), str(Outcome(event.codes["outcome"]).label)


def _succeed(event: CaseEvent, _names: Names) -> Sentence:
    return _("先报的一件撤出，接着按这一件办"), _("由%(unit)s办") % {"unit": unit_name(event.unit_id)}


def _promise(event: CaseEvent, _names: Names) -> Sentence:
    end = datetime.fromisoformat(event.codes["first_promised_at"])
    return _("主件答应过的时限也算数：%(time)s") % {"time": say_time(end, clock.now())}, ""


def _hear(_event: CaseEvent, _names: Names) -> Sentence:
    return _("一起报的居民有新话"), _("写在一起报的那一件里")


def _split_off(event: CaseEvent, _names: Names) -> Sentence:
    return _("从并案里拆出来，在%(unit)s等待整理") % {"unit": unit_name(event.unit_id)}, ""


def _remind(event: CaseEvent, _names: Names) -> Sentence:
    return _("催%(unit)s办理") % {"unit": unit_name(event.unit_id)}, ""


def _undo(event: CaseEvent, _names: Names) -> Sentence:
    back = {"state": State(event.target).label, "unit": unit_name(event.unit_id)}
    return _("撤销刚才的办理"), _("回到“%(state)s”，%(unit)s") % back


FOLLOWED_SENTENCES: dict[Act, Callable[[CaseEvent, Names], Sentence]] = {
    Act.MERGE: _merge,
    Act.FOLLOW: _follow,
    Act.RELAY: _relay,
    Act.SUCCEED: _succeed,
    Act.PROMISE: _promise,
    Act.HEAR: _hear,
    Act.SPLIT_OFF: _split_off,
    Act.REMIND: _remind,
    Act.UNDO: _undo,
}
