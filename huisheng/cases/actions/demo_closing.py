"""One studio of the demo went into its neighbour today, and what it was working on went along. Only in the demo."""

from django.db.models import Count

from huisheng.cases.actions.hand_over import hand_over_cases, hand_over_duties
from huisheng.cases.actions.place import place_cases
from huisheng.cases.demo.stage import Stage
from huisheng.cases.models import Case
from huisheng.cases.models.transitions import BEFORE_ANSWER
from huisheng.core import clock
from huisheng.network.actions.asked import Asked
from huisheng.network.actions.merge_units import merge_units
from huisheng.network.editing import mark_of
from huisheng.network.models import Unit
from huisheng.network.snapshot import Tree

STUDIO, MOST = 4, 6
NAMED = ("station_clerk", "field_worker")
REASON = "两个小区合成一个网格，工作室并到一处。"


def close_one(stage: Stage) -> int:
    """Let the studio with the most open matters, but no more than six, go into another of its station; how many went
    along. None where no studio has a neighbour."""
    network = stage.network
    studios = [unit for unit in _possible(stage) if _neighbour(network, unit) is not None]
    open_now = Case.objects.filter(unit_id__in=studios, state__in=BEFORE_ANSWER)
    counts = open_now.order_by().values_list("unit_id").annotate(count=Count("pk"))
    fitting = sorted((count, -unit) for unit, count in counts if count <= MOST)
    into = _neighbour(network, -fitting[-1][1]) if fitting else None
    if into is None:
        return 0
    closed = Unit.objects.get(pk=-fitting[-1][1])
    merge_units(closed.pk, into, Asked(None, mark_of(closed), clock.today(), reason=REASON))
    count = hand_over_cases(closed.pk)
    hand_over_duties(closed.pk)
    place_cases([into])
    return count


def _possible(stage: Stage) -> list[int]:
    """Studios without anybody of their own, far from those whose day the demo shows."""
    network = stage.network
    shown = {network.at_level(unit, 3) for role in NAMED if (unit := stage.crew.unit_of(role)) is not None}
    return [
        unit.id
        for unit in network.units.values()
        if unit.level == STUDIO
        and not unit.closed
        and network.at_level(unit.id, 3) not in shown
        and stage.crew.own(unit.id) is None
    ]


def _neighbour(network: Tree, unit_id: int) -> int | None:
    """Another studio of the same station."""
    mine = network.unit(unit_id)
    beside = (each for each in network.units.values() if each.parent_id == mine.parent_id and not each.closed)
    return next((each.id for each in beside if each.id != unit_id and each.level == STUDIO), None)
