"""The cast's organisations for tests of the acts on them."""

from __future__ import annotations

from huisheng.network.actions.create_organisation import NewOrganisation, create_organisation
from huisheng.network.models import Organisation
from huisheng.network.tests.asking import CLERK, in_days


def create(code: str, kind: str, superior: Organisation) -> Organisation:
    new = NewOrganisation(code, "景阳社区党总支", kind, "community", superior.pk, None)
    return create_organisation(new, since=in_days(-1), actor=CLERK)


def committee() -> Organisation:
    return Organisation.objects.get(code="DW")
