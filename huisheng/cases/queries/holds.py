"""What stands against erasing: a legal order that demands the contrary."""

from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef

from huisheng.cases.models import CaseOpening
from huisheng.core import clock


def held_until(case_id: UUID) -> date | None:
    """The day until which a legal order holds the case; None when none does. One statement."""
    holding = CaseOpening.objects.filter(case_id=case_id, hold_until__gte=clock.today())
    return holding.order_by("-hold_until").values_list("hold_until", flat=True).first()


def under_order() -> Exists:
    """The same as a condition on cases, for sets."""
    return Exists(CaseOpening.objects.filter(case_id=OuterRef("pk"), hold_until__gte=clock.today()))
