"""Telling whoever asked that something happened to their matter: the one function for it.

    tell(case, "extension_granted", mark=str(event.seq), day=new_day)

Kinds are the table `outbox.kinds.KINDS`, their wording `outbox/data/wording.toml`; a message names what
happened and holds nothing of what the matter is about. Called inside an act, it is part of the act's
transaction; called again with the same case, kind and mark, it does nothing. Sending is the worker's.
"""

from datetime import date

from django.conf import settings

from huisheng.cases.actions.handles import add_party_secret, add_secret
from huisheng.cases.models import Case, MediationParty
from huisheng.network.tree import tree
from huisheng.outbox.actions.queue_message import Telling, queue_message
from huisheng.outbox.kinds import KINDS

TRACK, PARTY = "/t/", "/m/"


def tell(case: Case, kind: str, mark: str, **facts: str | date) -> bool:
    """Make one message; whether it was made now. Nothing is made where nobody left anything to be told by.

    `mark` tells messages of one kind apart: the number of the event that is told of. `facts` are what the
    kind's line in `KINDS` lists.
    """
    if kind not in KINDS:
        raise KeyError(kind)
    if case.subject_id is None:
        return False
    telling = Telling(case.id, case.subject_id, kind, mark, {**_known(case), **facts})
    return queue_message(telling, lambda: f"{settings.PUBLIC_ADDRESS}{TRACK}{add_secret(case.id)}")


def tell_party(case: Case, party: MediationParty, kind: str, mark: str, **facts: str | date) -> bool:
    """The same to one party of a mediation, with a link of that party's own; the first party is whoever asked."""
    if party.n == 1:
        return tell(case, kind, mark, **facts)
    if party.subject_id is None:
        return False
    telling = Telling(case.id, party.subject_id, kind, f"{mark}.{party.n}", {**_known(case), **facts})
    address = f"{settings.PUBLIC_ADDRESS}{PARTY}"
    return queue_message(telling, lambda: f"{address}{add_party_secret(case.id, party.n)}")


def _known(case: Case) -> dict[str, str]:
    return {"number": case.number, "unit": tree().unit(case.unit_id).name}
