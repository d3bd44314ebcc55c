"""What a resident may join before sending: reported already, of the same kind, at the same plot, and being worked on.

Only for kinds that are about public space, never about a home. A day, a kind and a place are all that is told; the
code by which one is chosen tells nothing of the case and opens nothing.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.crypto import salted_hmac

from huisheng.cases.models import Case
from huisheng.cases.queries.alike import to_join
from huisheng.cases.queries.catalogue import catalogue
from huisheng.cases.queries.names import category_name
from huisheng.core import clock
from huisheng.portal.drafts import Draft
from huisheng.portal.queries.places import Place
from huisheng.ui.words import say_day

MOST_DAYS = 3
CODE_LETTERS = 16


@dataclass(frozen=True)
class Offer:
    """One that may be joined."""

    code: str
    day: date
    category: str
    plot: str

    @property
    def said(self) -> str:
        """The day in words."""
        return say_day(self.day, clock.today())


def offers(place: Place, category_id: int | None) -> list[Offer]:
    """The earliest of each day, newest day first. One statement, none where nothing can be joined."""
    if place.plot is None:
        return []
    by_day = {
        timezone.localdate(case.received_at): case
        for case in to_join(place.plot.id, category_id, clock.now())
    }
    return [
        Offer(code_of(case), day, category_name(case.category_id), place.plot.label)
        for day, case in list(by_day.items())[:MOST_DAYS]
    ]


def chosen(code: str, place: Place, category_id: int | None) -> UUID | None:
    """The case that was chosen to be joined, if it still is one. One statement, none where nothing was chosen."""
    if not code or place.plot is None:
        return None
    found = to_join(place.plot.id, category_id, clock.now())
    return next((case.pk for case in found if code_of(case) == code), None)


def category_of(draft: Draft) -> int | None:
    """The kind of matter as the form stands: what was chosen, else what the words suggest."""
    held, code = catalogue(), draft["category"]
    known = held.by_code.get(code) or (held.suggest(draft["words"]) if not code else None)
    return known.id if known is not None else None


def code_of(case: Case) -> str:
    """What stands for a case in a form that anybody may open."""
    return salted_hmac("huisheng.portal.joining", str(case.pk), algorithm="sha256").hexdigest()[:CODE_LETTERS]
