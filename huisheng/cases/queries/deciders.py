"""Who decides what a unit asks for: one level up, or higher when nobody is there to decide."""

from typing import Any

from django.db.models import QuerySet

from huisheng.cases.models import Case
from huisheng.cases.permissions import own_units, unbarred
from huisheng.cases.queries.routing import NobodyAbove, desk_above, district_desk, is_within
from huisheng.core.prepared import columns_of
from huisheng.network.tree import tree
from huisheng.people.prepared import prepared_for_viewer
from huisheng.people.queries_of_presence import units_with_somebody
from huisheng.people.viewer import Viewer

DECIDES = "assign"
SHOWN = 10
READ = columns_of(Case, only=("number", "title"))


def decider_for(case: Case, asking_person: int | None) -> int:
    """The lowest unit above the responsible one at which somebody else than whoever asks can decide today.

    Deputies of those who are away count. Where nobody can, it is the next unit above all the same: somebody may
    come, and its clock takes the request further up. The top itself asks the district's desk.
    """
    chain = _above(case)
    if not chain:
        return district_desk(tree())
    able = units_with_somebody(DECIDES, chain, without=asking_person)
    return next((unit for unit in chain if unit in able), chain[0])


def requests_for(viewer: Viewer) -> list[Case]:
    """The first requests for more time that this person decides, the nearest deadline first.

    One statement; none for whoever decides nothing.
    """
    if not own_units(viewer, DECIDES):
        return []
    return [Case.from_db(None, READ, row) for row in _requests(viewer).rows()]


@prepared_for_viewer
def _requests(viewer: Viewer) -> QuerySet[Case, Any]:
    asked = unbarred(viewer).filter(approver_id__in=own_units(viewer, DECIDES))
    return asked.order_by("due_at", "id").values_list(*READ)[:SHOWN]


def _above(case: Case) -> list[int]:
    chain: list[int] = []
    unit_id = case.unit_id
    while True:
        try:
            unit_id = desk_above(tree(), unit_id)
        except NobodyAbove:
            return chain
        if is_within(tree(), unit_id, case.accused_unit_id):
            continue
        chain.append(unit_id)
