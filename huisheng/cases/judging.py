"""Who rules, who whistles, and who comes: rights that lie in an objection or a whistle, not in a reach alone."""

from typing import Any

from huisheng.cases.models import Case, SideClock, Whistle, WhistleCall
from huisheng.cases.models.codes import Part
from huisheng.cases.models.transitions import Act, Clock
from huisheng.cases.standing import acting_unit, in_reach, is_unclear, own_units, stands_for
from huisheng.core import clock as core_clock
from huisheng.network.tree import tree
from huisheng.people.viewer import Viewer

CALLED_DO = (*(Act.SIGN_CALL, Act.CONTACT_CALL, Act.CANNOT_COME, Act.VISIT, Act.REPORT_CALL, Act.TAKE_LEAD),)
WHISTLERS_DO = (Act.END_WHISTLE, Act.CALL_OFF)
RULE_ON_COMING = (Act.EXCUSE, Act.INSIST)
OF_WHISTLE = (*CALLED_DO, *WHISTLERS_DO, *RULE_ON_COMING)
DISTRICT_LEVEL = 1


def may_rule(viewer: Viewer, case: Case) -> bool:
    """Whether this person rules on the unit's objection: at the arbiter, or above it once that is late.

    Never whoever assigned the case, and nobody of the unit that objects: no judge in their own cause.
    """
    judges = own_units(viewer, "rule")
    if case.arbiter_id is None or not judges:
        return False
    if viewer.person_id == case.assigned_by_id or own_units(viewer) & tree().subtree(case.unit_id):
        return False
    above = set(tree().ancestors(case.arbiter_id)[1:])
    return case.arbiter_id in judges or (bool(judges & above) and _is_late(case, clock=Clock.RULE))


def _is_late(case: Case, **which: Any) -> bool:
    late = SideClock.objects.filter(
        case_id=case.id, ended_at__isnull=True, due_at__lt=core_clock.now(), **which
    )
    return late.exists()


def whistling_unit(viewer: Viewer, case: Case) -> int | None:
    """For which unit this person may whistle: the responsible one or a unit of its line that they handle for.

    Plots, stations and streets whistle; the district assigns.
    """
    if not in_reach(viewer, "handle", case):
        return None
    unit = acting_unit(viewer, "handle", case)
    if unit is None and case.plot_id is not None:
        unit = tree().plot(case.plot_id).unit_id
    return unit if unit is not None and tree().unit(unit).level > DISTRICT_LEVEL else None


def may_whistle(viewer: Viewer, case: Case) -> bool:
    """Whether this person may whistle for others."""
    return whistling_unit(viewer, case) is not None


def may_in_whistle(viewer: Viewer, case: Case, act: Act) -> bool:
    """Whether this person does this in the open whistle: as called, as whistler, or as arbiter."""
    if case.whistle is None or is_unclear(case):
        return False
    if act in CALLED_DO:
        return _is_whistled_for(viewer, case, act)
    if act in RULE_ON_COMING:
        return bool(coming_to_rule_on(viewer, case))
    whistle, _calls = whistle_rows(case)
    reach = viewer.reach_for("handle")
    return whistle.unit_id in reach or (case.plot_id is not None and case.plot_id in reach.plot_ids)


def whistle_rows(case: Case) -> tuple[Whistle, list[WhistleCall]]:
    """The open whistle of a case and its calls, read once for this object: many rights lie in them."""
    held: tuple[Whistle, list[WhistleCall]] | None = case.__dict__.get("_whistle_rows")
    if held is None or held[0].n != case.whistle:
        whistle = Whistle.objects.get(case_id=case.id, n=case.whistle or 0)
        held = whistle, list(WhistleCall.objects.filter(case_id=case.id, n=whistle.n))
        case.__dict__["_whistle_rows"] = held
    return held


def coming_to_rule_on(viewer: Viewer, case: Case) -> list[int]:
    """The units that said that they cannot come, and on which this person rules: at the arbiter, or above it
    once that is late; nobody of that unit."""
    judges, standing = own_units(viewer, "rule"), own_units(viewer)
    found = []
    for call in whistle_rows(case)[1] if judges and case.whistle is not None else ():
        if call.arbiter_id is None or standing & tree().subtree(call.unit_id):
            continue
        above = judges & set(tree().ancestors(call.arbiter_id)[1:])
        if call.arbiter_id in judges or (above and _is_late(case, n=call.ruling)):
            found.append(call.unit_id)
    return found


def _is_whistled_for(viewer: Viewer, case: Case, act: Act) -> bool:
    mine = stands_for(viewer, "handle")
    if act == Act.TAKE_LEAD:
        mine -= {case.unit_id}
    return any(
        call.unit_id in mine and call.ended_at is None and (act != Act.TAKE_LEAD or call.part == Part.LEAD)
        for call in whistle_rows(case)[1]
    )
