"""The public list of what cannot be fixed yet: by street and category, without words, places or residents."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from huisheng.cases.models.ends import PendingReason
from huisheng.cases.queries.ledger import public_ledger
from huisheng.cases.queries.names import category_name
from huisheng.core.access import public
from huisheng.network.tree import tree


@public
@require_safe
def ledger(request: HttpRequest) -> HttpResponse:
    """How many of which category wait in which street, and why."""
    units = tree().units
    rows = [
        {
            "street": units[heap.subcentre_id].name if heap.subcentre_id in units else _("区级部门"),
            "category": category_name(heap.category_id),
            "reason": PendingReason(heap.reason).label,
            "count": heap.count,
        }
        for heap in public_ledger()
    ]
    total = sum(int(str(row["count"])) for row in rows)
    return render(request, "portal/ledger.html", {"rows": rows, "total": total})
