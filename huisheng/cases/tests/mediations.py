"""Mediations for tests: at the station, between whoever asked and a neighbour."""

from datetime import timedelta
from typing import Any

from huisheng.cases.actions.mediate import draft_agreement, join_party, start_mediation
from huisheng.cases.models import Case
from huisheng.cases.queries.mediation import Mediation, mediation_of
from huisheng.cases.tests.matters import handling, token, viewer
from huisheng.core import clock
from huisheng.people.contacts import read_contact
from tests.cast import Cast

ASKER, NEIGHBOUR = "13804310001", "13804310002"
TEXT = "甲方晚上十点以后不拖家具；乙方有话先敲门说。"


def begun(cast: Cast, neighbour: str = NEIGHBOUR, **fields: Any) -> Case:
    """Two parties; both left a contact unless told otherwise."""
    made = {"contact": read_contact(ASKER), **fields}
    case, clerk = handling(cast, **made), viewer(cast.wang_fang)
    start_mediation(case.id, clerk, token())
    return join_party(case.id, clerk, token(), read_contact(neighbour), "zh-hans")


def agreement_of(cast: Cast, **fields: Any) -> Case:
    """The same with an agreement written, which nobody agreed to yet; looked back at in ten days."""
    case = begun(cast, **fields)
    day = clock.today() + timedelta(days=10)
    return draft_agreement(case.id, viewer(cast.wang_fang), token(), TEXT, day)


def mediation(case: Case) -> Mediation:
    """The mediation as it stands in the database."""
    found = mediation_of(Case.objects.get(pk=case.pk))
    assert found is not None
    return found
