"""Showing a home's address to whoever works on the case at its present step. Every showing is on record.

The resident was told so before sending, and finds each showing on the track page.
"""

from django.db import transaction

from huisheng.cases.models import Case
from huisheng.cases.permissions import Refused, visible
from huisheng.cases.queries.case import Opened
from huisheng.cases.queries.openings import SHOWN
from huisheng.core import audit
from huisheng.people.viewer import Viewer


@transaction.atomic
def show_address(case: Case, viewer: Viewer) -> str:
    """The address in clear; empty when there is none any more. `Refused` for whoever does not work on it now."""
    now = visible(viewer).filter(pk=case.pk).first()
    if now is None or not Opened(now, viewer).works_on_it:
        raise Refused(SHOWN)
    address = Opened(now, viewer).unsealed_address()
    if address:
        audit.record(SHOWN, actor=viewer.account_id, subject=f"case:{case.id}")
    return address
