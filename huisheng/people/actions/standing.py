"""An organisation that takes somebody in must stand, and go on standing until it is done."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from huisheng.network.models import Organisation
from huisheng.people.refusals import Refused


def must_stand(organisation_id: int) -> None:
    """Lock the organisation against being closed until the transaction ends. `Refused` when it is, or will be."""
    organisation = Organisation.objects.select_for_update(no_key=True).get(pk=organisation_id)
    if organisation.until is not None:
        raise Refused(_("这个党组织已经撤销，或者定了撤销的日子。"))
