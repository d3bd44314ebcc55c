"""The triage desk: one screen for one case, Enter saves it and opens the next."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from huisheng.cases.actions.triage import triage_case
from huisheng.cases.forms.triage import LATER, OTHER, ROUTED, TriageForm
from huisheng.cases.models import Case
from huisheng.cases.models.codes import DeskReason, Urgency
from huisheng.cases.models.transitions import Act
from huisheng.cases.permissions import in_reach, may
from huisheng.cases.queries.alike import alike
from huisheng.cases.queries.case import Opened
from huisheng.cases.queries.catalogue import catalogue
from huisheng.cases.queries.lists import capped_counts, to_triage
from huisheng.cases.queries.names import category_name, name_of, plot_label, unit_name
from huisheng.cases.queries.objections import relieved_units
from huisheng.cases.queries.routing import Routed, is_within, route
from huisheng.cases.views.act_page import REFUSED, ActPage, cannot, show, submit
from huisheng.cases.views.found import opened
from huisheng.cases.views.helps import plot_options, unit_options
from huisheng.cases.views.triage_desk import around, to_next
from huisheng.core.access import functions
from huisheng.network.tree import tree

MOST_PICKS = 9
URGENCY_KEYS = ("q", "w", "e")  # side by side on the keyboard, in the order of the list


def _do(found: Opened, form: TriageForm) -> Case:
    routed = proposal(found.case, form.cleaned_data["category"], form.cleaned_data["plot"])
    if not form.agrees(routed):
        return found.case
    return triage_case(found.case.id, found.viewer, form.token(), form.decision(routed))


def context(found: Opened, form: TriageForm) -> Mapping[str, Any]:
    """What the form's template needs besides the form: the proposal and why, and lists to choose from."""
    category_id, plot_id = form.chosen()
    routed = proposal(found.case, category_id, plot_id)
    refused = routed.reason is None and routed.unit_id in relieved_units(found.story.events)
    desk = None if tree().unit(found.case.unit_id).level == 1 else found.case.unit_id
    return {
        "routed": routed,
        "proposed": unit_name(routed.unit_id) if routed.reason is None else "",
        "because": because(routed, category_id, plot_id),
        "refused": refused,
        "assign_choice": form["assign"].value() or _first_choice(routed, refused),
        "unit_options": unit_options(),
        "plot_options": plot_options(desk),
        "picks": picks(found, category_id),
        "urgencies": list(zip(URGENCY_KEYS, Urgency.choices, strict=True)),
        "alike": alike(found.case, plot_id, category_id),
        "left": capped_counts({"triage": to_triage(found.viewer)})["triage"],
    }


def picks(found: Opened, category_id: int | None) -> list[tuple[str, int, str, bool]]:
    """Categories on the keys 1 to 9: key, id, name and whether it is the chosen one."""
    several = catalogue().suggest_several(found.story.request, MOST_PICKS)
    return [
        (str(n), each.id, name_of(each), each.id == category_id) for n, each in enumerate(several, start=1)
    ]


def _first_choice(routed: Routed, refused: bool) -> str:
    if routed.reason is not None:
        return LATER
    return OTHER if refused else ROUTED


def proposal(case: Case, category_id: int | None, plot_id: int | None) -> Routed:
    """Whose it is by the catalogue; never the unit that the case is about, nor one below it."""
    routed = route(tree(), catalogue(), category_id=category_id, plot_id=plot_id, desk_unit_id=case.unit_id)
    unclear = case.about_a_unit and case.accused_unit_id is None
    if routed.reason is None and (unclear or is_within(tree(), routed.unit_id, case.accused_unit_id)):
        return Routed(case.unit_id, DeskReason.ABOUT_A_UNIT)
    return routed


def because(routed: Routed, category_id: int | None, plot_id: int | None) -> str:
    """Why this unit, or why none."""
    if routed.reason is not None:
        return str(routed.reason.label)
    said = {"category": category_name(category_id), "version": catalogue().version}
    target = catalogue().routes.get(category_id or 0)
    if target is not None and target.department_id is not None:
        return _("依据：%(category)s归部门办，目录 %(version)s。") % said
    return _("依据：责任田 %(plot)s，%(category)s，目录 %(version)s。") % {
        **said,
        "plot": plot_label(plot_id),
    }


def first_form(found: Opened, request: HttpRequest | None = None) -> TriageForm:
    """The form as it opens: what is known, what the words suggest, what was just chosen (`?category=`)."""
    case, typed = found.case, request.GET if request is not None else {}
    suggested = None if case.category_id else catalogue().suggest(found.story.request)
    category_id = case.category_id or (suggested.id if suggested else None)
    initial = {
        "category": typed.get("category", category_id),
        "plot": typed.get("plot", tree().plot(case.plot_id).code if case.plot_id else ""),
        "urgency": case.urgency,
        "need_class": case.need_class,
    }
    form = TriageForm(seen=case.version, initial=initial, may_assign=may_assign(found))
    form.suggested = suggested is not None and "category" not in typed
    return form


def may_assign(found: Opened) -> bool:
    """Whether the one who triages may assign as well."""
    return in_reach(found.viewer, "assign", found.case)


TRIAGE = ActPage(
    act=Act.TRIAGE,
    title=gettext_lazy("整理"),
    button=gettext_lazy("整理并交办，打开下一件"),
    done=gettext_lazy("整理好了。"),
    form=TriageForm,
    do=_do,
    template="cases/triage.html",
    context=context,
)


@functions("triage")
@never_cache
def triage(request: HttpRequest, number: str) -> HttpResponse:
    """One case at the desk."""
    found = opened(request, number)
    if not may(found.viewer, found.case, Act.TRIAGE):
        return cannot(request, found, TRIAGE, status=REFUSED)
    if request.method != "POST":
        if Act.TRIAGE not in found.acts:
            return cannot(request, found, TRIAGE)
        return show(request, found, TRIAGE, first_form(found, request), **around(request, found))
    form = TriageForm(request.POST, seen=found.case.version, may_assign=may_assign(found))
    answer = submit(request, found, TRIAGE, form)
    is_done = isinstance(answer, HttpResponseRedirect)
    return to_next(request, found) if is_done and request.POST.get("then") == "next" else answer
