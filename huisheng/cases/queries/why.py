"""为什么是我们: why a case is with its unit, from the codes of its events and the edition by which it went."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from huisheng.cases.models import Case, CaseEvent
from huisheng.cases.models.codes import AssignedBy, WhyReserved
from huisheng.cases.queries.catalogue import Target, edition
from huisheng.cases.queries.names import category_name, plot_label, unit_name
from huisheng.cases.queries.objections import Assignment, assignment_of, is_final
from huisheng.cases.queries.routing import Routed, desk_for, route
from huisheng.network.tree import tree

LEVELS = (3, 2, 1)


@dataclass(frozen=True)
class Why:
    """What a unit may know of how a case came to it.

    `rule` is the catalogue's for the category, `led_to` the unit to which it leads from this place, or why it
    leads nowhere. `others` are the units of this place that it might have been, each with the reason.
    """

    at: datetime
    decided: str
    edition: str
    category: str
    code: str
    place: str
    rule: str
    led_to: str
    follows: bool
    reserved: str
    settled: str
    others: list[tuple[str, str]]


def why_here(case: Case, events: Iterable[CaseEvent], names: Mapping[int, str]) -> Why | None:
    """Why the case is where it is; None while no unit has it yet. No statement, but for an edition long past."""
    events = list(events)
    made = assignment_of(events)
    if made is None:
        return None
    used = edition(made.edition)
    target = used.routes.get(case.category_id or 0)
    routed = route(tree(), used, category_id=case.category_id, plot_id=case.plot_id, desk_unit_id=None)
    category = used.categories.get(case.category_id or 0)
    entry = used.reserved.get(case.category_id or 0)
    return Why(
        at=next(event.at for event in events if event.seq == made.seq),
        decided=_decided(made, names),
        edition=made.edition,
        category=category_name(case.category_id),
        code=category.code if category else "",
        place=plot_label(case.plot_id),
        rule=rule_in_words(target),
        led_to=_led_to(routed),
        follows=routed.reason is None and routed.unit_id == case.unit_id,
        reserved=str(WhyReserved(entry.why).label) if entry else "",
        settled=_settled(case),
        others=_others(case, routed),
    )


def rule_in_words(target: Target | None) -> str:
    """A route of the catalogue in words."""
    if target is None:
        return _("目录里没有去处，由整理的人定")
    if target.department_id is not None:
        return _("归部门：%(unit)s") % {"unit": unit_name(target.department_id)}
    return {
        1: _("归区里"),
        2: _("归地点所在的镇街"),
        3: _("归地点所在的村、社区工作站"),
        4: _("归地点所在的工作室"),
        5: _("归地点所在的中心户"),
    }[target.level or 3]


def _led_to(routed: Routed) -> str:
    return unit_name(routed.unit_id) if routed.reason is None else str(routed.reason.label)


def _decided(made: Assignment, names: Mapping[int, str]) -> str:
    who = {"name": names.get(made.person_id or 0, ""), "unit": unit_name(made.unit_id)}
    if made.by == AssignedBy.CATALOGUE:
        return _("目录，没有经过人")
    if made.by == AssignedBy.SUCCESSION:
        return _("原来的单位撤销了，移交过来")
    if made.by == AssignedBy.RULING and made.person_id is None:
        return _("清单：这类事不能交给村、社区")
    words = {
        AssignedBy.PERSON: _("%(unit)s的%(name)s交办"),
        AssignedBy.RULING: _("%(unit)s的%(name)s裁定"),
        AssignedBy.TAKEN: _("%(unit)s的%(name)s接过来办"),
    }[made.by]
    return words % who if who["unit"] else who["name"]


def _settled(case: Case) -> str:
    if case.no_return:
        return _("已经裁定，不再退")
    if is_final(case):
        return _("已经换过两次单位，再有异议由区里最后裁定")
    return ""


def _others(case: Case, routed: Routed) -> list[tuple[str, str]]:
    """The catalogue's unit where another has the case, and the units above this place."""
    network, found = tree(), {}
    if routed.reason is None and routed.unit_id != case.unit_id:
        found[routed.unit_id] = _("按目录")
    for level in LEVELS:
        start = network.plot(case.plot_id).unit_id if case.plot_id is not None else case.unit_id
        unit = network.at_level(start, level) if level > 1 else desk_for(network, None)
        if unit is not None and unit != case.unit_id and not network.unit(unit).closed:
            found.setdefault(unit, _("地点在它的范围里") if level > 1 else _("全区的调度台"))
    return [(unit_name(unit), why) for unit, why in found.items()]
