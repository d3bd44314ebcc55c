"""Write down that the register of members goes out as a file (domain.md D7)."""

from __future__ import annotations

from django.db import transaction

from huisheng.core import audit
from huisheng.people.models import Member, MemberExport
from huisheng.people.viewer import Viewer


@transaction.atomic
def note_export(viewer: Viewer, reason: str) -> MemberExport:
    """Who took it, why, and how many members were in it. The reason is words, so it stands beside the audit."""
    if viewer.person_id is None:
        raise ValueError("nobody takes the register out")
    count = Member.objects.count()
    made = MemberExport.objects.create(by_id=viewer.person_id, reason=reason, members=count)
    audit.record(
        "members_exported", actor=viewer.account_id, subject=f"memberexport:{made.pk}", members=count
    )
    return made
