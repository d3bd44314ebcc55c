"""Hand a post over: the post, and the cases that its holder had by name, in one transaction."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from huisheng.cases.actions.pass_on import pass_on_cases
from huisheng.cases.models.transitions import WITH_UNIT
from huisheng.desk.queries.still_theirs import given_by_name, units_of_cases
from huisheng.people.actions.persons import Newcomer
from huisheng.people.actions.succession import hand_over_place, hand_over_role
from huisheng.people.models import Appointment, Person, Role, RoleGrant
from huisheng.people.viewer import Viewer


@dataclass(frozen=True)
class HandedOver:
    """What came of it: who follows by name (empty: nobody), whether they wait for a second person, and how
    many cases changed hands, without those that are barred to whoever did it."""

    successor: str
    waits: bool
    cases: int


@transaction.atomic
def hand_over(
    post: Appointment, who: Person | Newcomer | None, *, vacant: bool, day: date, actor: Viewer
) -> HandedOver:
    """End a post on `day`; `who` follows. See `succession` for when it is refused.

    Cases given by name go to the successor, where they may handle them already, else back to the unit, at
    once: nobody waits for somebody who is about to go.
    """
    if post.kind == Role.Kind.TEAM:
        made: Appointment | RoleGrant | None = hand_over_place(
            post.pk, who, vacant=vacant, day=day, actor=actor
        )
        return HandedOver(made.person.name if made else "", waits=False, cases=0)
    known = who if isinstance(who, Person) else None
    shown = given_by_name(post, actor).filter(state__in=WITH_UNIT).count()
    made = hand_over_role(post.pk, known, vacant=vacant, day=day, actor=actor)
    units = units_of_cases(post)
    to_id = known.pk if known else None
    pass_on_cases(post.person_id, units, to_id, account_id=actor.account_id)
    return HandedOver(made.person.name if made else "", waits=made is not None, cases=shown)
