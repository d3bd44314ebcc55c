"""This case is about a unit or somebody of it: first which unit, then who, and out of their sight it goes."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from huisheng.cases.actions.accuse import accuse_unit
from huisheng.cases.actions.lift import lift_accusation
from huisheng.cases.forms.acts import ActForm, UnitForm
from huisheng.cases.forms.fields import find_unit, offer
from huisheng.cases.models import Case
from huisheng.cases.models.transitions import Act
from huisheng.cases.queries.case import Opened
from huisheng.cases.queries.names import unit_name
from huisheng.cases.queries.people import people_of
from huisheng.cases.views.act_page import ActPage, act_view
from huisheng.cases.views.helps import unit_options
from huisheng.core.access import functions

NO_UNIT = _("请写一个单位。")


class AccuseForm(UnitForm):
    """Which unit, and who of it: offered once the unit is known."""

    person = forms.TypedChoiceField(
        label=_("说的是谁"), coerce=int, empty_value=None, required=False, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit_id, self.problem = _read(self["unit"].value())
        people = people_of(self.unit_id) if self.unit_id is not None else {}
        offer(self, "person", [("", _("整个单位")), *people.items()])


def _read(typed: str | None) -> tuple[int | None, str]:
    """The unit that was typed, or what is wrong with it; None: nobody has been asked yet."""
    if not typed:
        return None, "" if typed is None else str(NO_UNIT)
    try:
        return find_unit(typed), ""
    except ValidationError as problem:
        return None, problem.messages[0]


def _accuse(found: Opened, form: AccuseForm) -> Case:
    chosen = form.cleaned_data
    return accuse_unit(found.case.id, found.viewer, form.token(), chosen["unit"], chosen["person"])


def _context(found: Opened, form: AccuseForm) -> Mapping[str, Any]:
    return {"unit_options": unit_options(), "accused": unit_name(form.unit_id)}


ACCUSE = ActPage(
    act=Act.ACCUSE,
    title=_("说的是某个单位或工作人员"),
    button=_("改由上一级办理"),
    done=_("已经交给上一级，被说到的单位和人看不到。"),
    form=AccuseForm,
    do=_accuse,
    template="cases/accusation.html",
    context=_context,
    form_options=lambda found, request: {"initial": {"unit": request.GET.get("unit")}},
)

LIFT = ActPage(
    act=Act.LIFT,
    title=_("不涉及单位或工作人员"),
    button=_("按一般诉求办"),
    done=_("已经改成一般诉求，可以整理和交办。"),
    explain=_(
        "居民的话里没有说到哪个单位或工作人员时才改。改了以后，负责这个地方的单位就看得到居民最初的话；这段时间里写的、补的，被说到的单位还是看不到。"
    ),
    form=ActForm,
    do=lambda found, form: lift_accusation(found.case.id, found.viewer, form.token()),
)

accusation = functions("triage")(act_view(ACCUSE))
lifting = functions("triage")(act_view(LIFT))
