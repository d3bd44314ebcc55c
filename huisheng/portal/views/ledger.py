"""The public list of what cannot be fixed yet: by street and category, without words, places or residents."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from huisheng.cases.models.ends import PendingReason
from huisheng.cases.queries.ledger import Heap, public_ledger
from huisheng.cases.queries.names import category_name
from huisheng.core.access import public
from huisheng.network.tree import tree


@dataclass(frozen=True)
class Street:
    """What waits in one street: rows of (category, reason, count), most first."""

    name: str
    rows: list[tuple[str, str, int]]

    @property
    def count(self) -> int:
        return sum(count for _category, _reason, count in self.rows)


@public
@require_safe
def ledger(request: HttpRequest) -> HttpResponse:
    """How many of which category wait in which street, and why."""
    streets = _streets(public_ledger())
    total = sum(street.count for street in streets)
    return render(request, "portal/ledger.html", {"streets": streets, "total": total})


def _streets(heaps: list[Heap]) -> list[Street]:
    """Streets in their official order, what departments of the district have last."""
    units = tree().units
    found: dict[str, Street] = {}
    for heap in sorted(heaps, key=lambda heap: (heap.subcentre_id not in units, _code(heap), -heap.count)):
        name = units[heap.subcentre_id].name if heap.subcentre_id in units else _("区级部门")
        row = (category_name(heap.category_id), str(PendingReason(heap.reason).label), heap.count)
        found.setdefault(name, Street(name, [])).rows.append(row)
    return list(found.values())


def _code(heap: Heap) -> str:
    units = tree().units
    return units[heap.subcentre_id].code if heap.subcentre_id in units else ""
