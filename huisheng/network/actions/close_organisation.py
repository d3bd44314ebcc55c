"""Close a party organisation that nothing depends on any more."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from huisheng.core import audit
from huisheng.network.actions.asked import Asked, must_go_on
from huisheng.network.actions.one_act import one_act, stand_still
from huisheng.network.editing import Refused, locked
from huisheng.network.hindrances import hindrances_of
from huisheng.network.models import DispatchedBranch, MassOrg, Organisation, PlotHolding
from huisheng.network.timeline import rows_with_from


def close_organisation(organisation_id: int, asked: Asked) -> Organisation:
    """End an organisation on the day, with the mass organisations beside it.

    Raises `Organisation.DoesNotExist`, `ChangedMeanwhile`, `Refused` (inferiors, plots or dispatches that would be
    left, and what apps above find: members, posts), `DoneAlready`.
    """
    with one_act(asked.key, asked.actor):
        organisation = locked(Organisation, organisation_id, asked.seen)
        stand_still()
        must_go_on(organisation, "")
        left = left_with(organisation_id, asked.effective)
        if left:
            words = _("它还有%(left)s。先交给别的党组织，再撤销。")
            raise Refused({"": words % {"left": _("、").join(left)}})
        organisation.until = asked.effective
        organisation.save(update_fields=["until"])
        beside = MassOrg.objects.filter(organisation=organisation, until__isnull=True)
        beside.filter(since__lt=asked.effective).update(until=asked.effective)
        audit.record(
            "network.organisation_closed",
            actor=asked.actor,
            subject=f"organisation:{organisation_id}",
            until=asked.effective.isoformat(),
        )
        return organisation


def left_with(organisation_id: int, day: date) -> list[str]:
    """What would be left without it on the day or later, in words."""
    below = rows_with_from(Organisation, "superior_id", organisation_id, day)
    goes_on = Q(until__isnull=True) | Q(until__gt=day)
    plots = PlotHolding.objects.filter(goes_on, organisation=organisation_id).count()
    sent = DispatchedBranch.objects.filter(goes_on, branch=organisation_id).count()
    said = (
        (len(below), _("%(count)d 个下级党组织")),
        (plots, _("%(count)d 块责任田")),
        (sent, _("%(count)d 处派驻")),
    )
    own = [words % {"count": count} for count, words in said if count]
    return [*own, *hindrances_of(organisation_id, day)]
