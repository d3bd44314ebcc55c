"""Who may see a case, and who may do what to it (architecture.md, "Who may see a case").

A person sees a case when the reach of one of their appointments contains the responsible unit, when it was
given to them, or when their unit was called to it. A case that accuses a unit is invisible to everybody
appointed there or below, whatever else they hold, and to the accused worker: in every query, since every
query that lists or opens cases for staff starts from `visible`.
"""

from collections.abc import Callable
from functools import partial

from django.db.models import Q, QuerySet

from huisheng.cases.judging import OF_WHISTLE, may_in_whistle, may_rule, may_whistle
from huisheng.cases.models import Case, CaseEvent, CaseParty
from huisheng.cases.models.codes import CaseKind
from huisheng.cases.models.conditions import fits
from huisheng.cases.models.transitions import BY_ACT, FOLLOWING, Act, Who, open_acts
from huisheng.cases.standing import READING, WORKING, in_reach, is_unclear, own_units
from huisheng.network.models import UnitKind
from huisheng.network.tree import tree
from huisheng.people.viewer import Reach, Root, Viewer

# Where somebody stands is asked for here as well.
__all__ = ["in_reach", "is_unclear", "own_units"]
# About somebody, and it is not yet known about whom: whoever stands near the spot may be meant.
UNCLEAR = Q(about_a_unit=True, accused_unit__isnull=True)
CALLED_MAY = frozenset({Act.PROGRESS, Act.NOTE})
ANCESTOR_COLUMNS = {2: "subcentre_id", 3: "station_id"}
MEDIATING = frozenset({Act.TURN_BACK, Act.JOIN, Act.MEET, Act.MET, Act.DRAFT, Act.AGREE})
ASKING = (Act.ANSWER, Act.ASK_EXCLUSION, Act.PROPOSE_PENDING)
RULING = (Act.KEEP_OUT, Act.OVERTURN)
HANDLER_MAY = frozenset({Act.ACCEPT, Act.PROGRESS, Act.NOTE, Act.QUESTION, Act.WRITE, Act.ANSWER, Act.OBJECT})
HANDLER_MAY |= {Act.CONTACT, Act.PAUSE, Act.RESUME, Act.ASK_EXTENSION}


class Refused(Exception):
    """This person may not do this to this case."""


def visible(viewer: Viewer) -> QuerySet[Case]:
    """The cases that this person may see."""
    reach = reading_reach(viewer)
    # An empty condition is everything: nothing to add to it.
    if not reach:
        return unbarred(viewer)
    return unbarred(viewer).filter(reach | given_to(viewer) | called_to(viewer) | ruling_on(viewer))


def visible_by_reach(viewer: Viewer) -> QuerySet[Case]:
    """The part of `visible` that lies in the reach of a function: what long lists are made of, by index."""
    return unbarred(viewer).filter(reading_reach(viewer))


def visible_as_given(viewer: Viewer) -> QuerySet[Case]:
    """The part of `visible` that was given to this person."""
    return unbarred(viewer).filter(given_to(viewer))


def visible_as_called(viewer: Viewer) -> QuerySet[Case]:
    """The part of `visible` to which a unit of this person was called."""
    return unbarred(viewer).filter(called_to(viewer))


def reading_reach(viewer: Viewer) -> Q:
    """The cases in the reach of what lets this person read them; an empty condition is everything."""
    reached = Q(pk__in=[])
    for function in READING:
        if viewer.may(function):
            reach = within(viewer.reach_for(function))
            if not reach:
                return reach
            reached |= reach
    return reached


def given_to(viewer: Viewer) -> Q:
    """The cases that were given to this person, or to whom this person stands in for, and lie where they work."""
    handling = viewer.posts_for("handle")
    lines = frozenset(
        above for post in handling for unit in post.home_units() for above in tree().ancestors(unit)
    )
    persons = {post.person_id for post in handling}
    return Q(handler_id__in=persons, unit_id__in=lines) & ~UNCLEAR


def called_to(viewer: Viewer) -> Q:
    """The cases to which a unit of this person was called."""
    called = CaseParty.objects.filter(unit_id__in=own_units(viewer), until__isnull=True)
    return Q(pk__in=called.values("case_id")) & ~UNCLEAR


def ruling_on(viewer: Viewer) -> Q:
    """The cases on which a unit of this person has to rule."""
    return Q(arbiter_id__in=own_units(viewer, "rule")) & ~UNCLEAR


def unbarred(viewer: Viewer) -> QuerySet[Case]:
    """All cases but those that accuse this person or a unit in whose reach this person stands."""
    about_theirs = Q(accused_unit_id__in=viewer.barred_units) | Q(accused_person_id=viewer.person_id)
    return Case.objects.exclude(Q(about_a_unit=True) & about_theirs)


def within(reach: Reach) -> Q:
    """The cases whose responsible unit lies in a reach, as a condition that the open indexes serve."""
    if reach.all:
        return Q()
    condition = Q(pk__in=[])
    single: set[int] = set()
    for root in reach.roots:
        if not root.subtree:
            single.add(root.unit_id)
        elif root.level == 1 and len(beside := _beside(root)) < len(tree().subtree(root.unit_id)):
            condition |= ~Q(unit_id__in=beside)
        elif root.level in ANCESTOR_COLUMNS:
            condition |= Q(**{ANCESTOR_COLUMNS[root.level]: root.unit_id})
        else:
            single |= tree().subtree(root.unit_id)
    if single:
        condition |= Q(unit_id__in=single)
    if reach.plot_ids:
        condition |= Q(plot_id__in=reach.plot_ids) & ~UNCLEAR
    return condition


def _beside(root: Root) -> frozenset[int]:
    """All units but those below a root: the short way to say nearly everything."""
    return frozenset(tree().units) - tree().subtree(root.unit_id)


def may_edit_catalogue(viewer: Viewer) -> bool:
    """Whether this person makes editions of the catalogue: from a post at the top of the district."""
    kinds = {tree().unit(unit).kind for unit in own_units(viewer, "catalogue")}
    return not kinds.isdisjoint((UnitKind.BUREAU, UnitKind.CENTRE))


def is_barred(viewer: Viewer, case: Case) -> bool:
    """Whether the case is about this person or their unit."""
    return case.about_a_unit and (
        case.accused_unit_id in viewer.barred_units
        or (case.accused_person_id is not None and case.accused_person_id == viewer.person_id)
    )


def may(viewer: Viewer, case: Case, act: Act) -> bool:
    """Whether this person may do this to this case (not whether its state allows it)."""
    if is_barred(viewer, case):
        return False
    row = BY_ACT[act]
    if row.function == "review":
        return may_review(viewer, case, act)
    own_rule = _BY_RULE.get(act) or _BY_RULE.get(row.function)
    if own_rule is not None:
        return own_rule(viewer, case)
    return Who.STAFF in row.who and (
        in_reach(viewer, row.function, case)
        or (act in HANDLER_MAY and _has_it(viewer, case))
        or (act in CALLED_MAY and _is_called(viewer, case))
    )


def may_call_back(viewer: Viewer, case: Case) -> bool:
    """A call-back clerk whose reach contains the unit, and who stands outside it and outside what was called to it."""
    if not in_reach(viewer, "call_back", case) or inside_of(viewer) & tree().subtree(case.unit_id):
        return False
    return not called_besides(viewer) or not _helped(viewer, case)


def called_besides(viewer: Viewer) -> frozenset[int]:
    """The units at which a call-back clerk works on cases besides: what was called to help is no outsider."""
    return own_units(viewer, *WORKING)


def _helped(viewer: Viewer, case: Case) -> bool:
    """Whether a unit of this clerk was called to the case; asked once for this object, since many acts ask."""
    held: dict[int | None, bool] = case.__dict__.setdefault("_helped", {})
    if viewer.person_id not in held:
        held[viewer.person_id] = Case.objects.filter(called_with(viewer), pk=case.id).exists()
    return held[viewer.person_id]


def called_with(viewer: Viewer) -> Q:
    """The cases to which a unit was called at which this person works."""
    called = CaseParty.objects.filter(unit_id__in=called_besides(viewer), until__isnull=True)
    return Q(pk__in=called.values("case_id"))


def may_review(viewer: Viewer, case: Case, act: Act) -> bool:
    """Somebody above who stands outside the unit and is not judging an act of their own.

    Whoever rules on a resident's request for review had no part in the case at all (domain.md, answer 6).
    """
    if not in_reach(viewer, "review", case) or inside_of(viewer) & tree().subtree(case.unit_id):
        return False
    own = CaseEvent.objects.filter(case_id=case.id, actor_id__in={post.person_id for post in viewer.posts})
    if act not in RULING:
        own = own.filter(act__in=ASKING)
    return not own.exists()


def may_open_identity(viewer: Viewer, case: Case) -> bool:
    """An identity officer whose reach contains the unit and who stands outside it, so that no handler opens it."""
    reaches = in_reach(viewer, "open_identity", case)
    return reaches and not is_barred(viewer, case) and not inside_of(viewer) & tree().subtree(case.unit_id)


def inside_of(viewer: Viewer) -> frozenset[int]:
    """The units in which this person stands, so that no telephone confirmation of theirs comes from outside:
    places in teams, deputyships and posts that ended lately included, as for what bars (`Viewer.barred_units`).

    A post at the district's own level is inside only for whoever works cases there: the call-back clerks sit
    there, and the centre's own cases are called back as well.
    """
    units = {unit for post in (*viewer.posts, *viewer.left) for unit in post.home_units()}
    return frozenset(unit for unit in units if tree().unit(unit).level > 1) | own_units(viewer, *WORKING)


def require(viewer: Viewer, case: Case, act: Act) -> None:
    """`Refused` unless `may`."""
    if not may(viewer, case, act):
        raise Refused(act)


def _merges_never(case: Case) -> bool:
    """What is about somebody, or between parties, is nobody else's to read; what follows has its head."""
    return case.about_a_unit or case.kind != CaseKind.ORDINARY or case.state in FOLLOWING


def acts_open_to(viewer: Viewer, case: Case) -> tuple[Act, ...]:
    """The acts that the case's state and this person's functions both allow, in the table's order."""
    if case.erased_at is not None:
        return ()
    by_state: set[Act] = {*open_acts(case.state, Who.STAFF), *open_acts(case.state, Who.CALL_BACK)}  # type: ignore[arg-type]
    by_state -= {Act.MERGE} if _merges_never(case) else set()
    by_state -= {Act.LIFT} if not case.about_a_unit else set()
    by_state -= MEDIATING if case.kind != CaseKind.MEDIATION else {Act.MEDIATE}
    by_state -= {Act.MEDIATE} if case.kind == CaseKind.OVERSIGHT else set()
    by_state -= {Act.RESUME} if case.paused_until is None else {Act.PAUSE, Act.ASK_EXTENSION}
    if case.subject_id is None:
        by_state -= {Act.UNSEAL}
    return tuple(act for act in BY_ACT if act in by_state and fits(act, case) and may(viewer, case, act))


def _has_it(viewer: Viewer, case: Case) -> bool:
    """Whether it was given to this person, who still works there, or to somebody this person stands in for."""
    return (
        case.handler_id is not None
        and not is_unclear(case)
        and any(
            post.person_id == case.handler_id and post.home_units() & tree().subtree(case.unit_id)
            for post in viewer.posts_for("handle")
        )
    )


def _is_called(viewer: Viewer, case: Case) -> bool:
    called = CaseParty.objects.filter(case_id=case.id, unit_id__in=own_units(viewer), until__isnull=True)
    return not is_unclear(case) and called.exists()


def _may_take_over(viewer: Viewer, case: Case) -> bool:
    return case.supervisor_id in viewer.reach_for(BY_ACT[Act.TAKE_OVER].function)


def _may_decide_on_time(viewer: Viewer, case: Case) -> bool:
    return case.approver_id in viewer.reach_for(BY_ACT[Act.EXTEND].function)


# Acts, and functions, for which reach over the responsible unit is not the rule.
_BY_RULE: dict[str, Callable[[Viewer, Case], bool]] = {
    "call_back": may_call_back,
    "open_identity": may_open_identity,
    Act.UPHOLD: may_rule,
    Act.DISMISS: may_rule,
    Act.WHISTLE: may_whistle,
    **{act: partial(may_in_whistle, act=act) for act in OF_WHISTLE},
    Act.TAKE_OVER: _may_take_over,
    Act.EXTEND: _may_decide_on_time,
    Act.REFUSE_EXTENSION: _may_decide_on_time,
}
