"""Set up a party organisation below another one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from huisheng.network.actions.asked import note_new, standing_above
from huisheng.network.actions.one_act import one_act
from huisheng.network.editing import Refused
from huisheng.network.models import Organisation, OrganisationKind

RANK: dict[str, int] = {
    OrganisationKind.COMMITTEE: 0,
    OrganisationKind.GENERAL_BRANCH: 1,
    OrganisationKind.BRANCH: 2,
}


@dataclass(frozen=True)
class NewOrganisation:
    """An organisation to be set up."""

    code: str
    name: str
    kind: str
    sector: str
    superior_id: int
    area_id: int | None


def create_organisation(
    new: NewOrganisation, *, since: date, actor: int | None, key: UUID | None = None
) -> Organisation:
    """Set up an organisation. Raises `Organisation.DoesNotExist` (the superior), `Refused`, `DoneAlready`."""
    with one_act(key, actor):
        superior = standing_above(Organisation, new.superior_id, since, area_id=new.area_id)
        must_stand_under(new.kind, superior)
        made = Organisation.objects.create(
            code=new.code,
            name=new.name,
            kind=new.kind,
            sector=new.sector,
            superior=superior,
            area_id=new.area_id,
            since=since,
            illustrative=superior.illustrative,
        )
        note_new(made, since=since, actor=actor)
        return made


def must_stand_under(kind: str, superior: Organisation) -> None:
    """Refuse a superior of a lower rank; below a branch stands nothing."""
    if superior.kind == OrganisationKind.BRANCH or RANK[kind] < RANK[superior.kind]:
        words = _("%(kind)s不能归%(superior)s领导。")
        labels = {"kind": OrganisationKind(kind).label, "superior": superior.get_kind_display()}
        raise Refused({"parent": words % labels})
