"""Write down that somebody looked into the register of members (domain.md D7): who, when, at whom, never what."""

from huisheng.core import audit
from huisheng.people.viewer import Viewer


def note_list_read(viewer: Viewer, organisation_id: int) -> None:
    """The members of one organisation were listed."""
    audit.record("members_read", actor=viewer.account_id, subject=f"organisation:{organisation_id}")


def note_member_read(viewer: Viewer, member_id: int) -> None:
    """One member was looked at."""
    audit.record("member_read", actor=viewer.account_id, subject=f"member:{member_id}")
