"""Members and posts that would be left without their organisation (`network.hindrances`)."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from huisheng.core import clock
from huisheng.people.models import Appointment, Member

KEPT = (Member.State.ACTIVE, Member.State.SUSPENDED)


def left_of_organisation(organisation_id: int, day: date) -> list[str]:
    """In words; two statements."""
    members = Member.objects.filter(organisation=organisation_id, state__in=KEPT).count()
    goes_on = Q(until__isnull=True) | Q(until__gt=max(day, clock.today()))
    posts = Appointment.objects.filter(goes_on, organisation=organisation_id).count()
    said = ((members, _("%(count)d 名党员")), (posts, _("%(count)d 个在任的岗位")))
    return [words % {"count": count} for count, words in said if count]
