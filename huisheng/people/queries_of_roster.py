"""Reads about the register of members as a file."""

from huisheng.people.models import MemberExport


def latest_exports(most: int = 5) -> list[MemberExport]:
    """How the register went out lately, the last first. One statement."""
    return list(MemberExport.objects.select_related("by").order_by("-id")[:most])
