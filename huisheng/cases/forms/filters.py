"""Filters of the queue: everything stands in the address, so that a list can be kept and passed on."""

from collections.abc import Container
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huisheng.cases.forms.fields import PlotField, UnitField, offer
from huisheng.cases.forms.triage import category_choices
from huisheng.cases.models.codes import Channel, Urgency
from huisheng.cases.models.transitions import CLOSED, State, Step
from huisheng.cases.queries.lists import Filters, states_of_step
from huisheng.cases.queries.views import NEWEST_FIRST, View
from huisheng.network.models import NeedClass
from huisheng.ui.widgets import DayInput

STEPS = (Step.TRIAGE, Step.ASSIGN, Step.HANDLE, Step.FEED_BACK)


class FilterForm(forms.Form):
    """Each field may be left open. What cannot be read is said by the field, and the rest still filters."""

    view = forms.ChoiceField(choices=View.choices, required=False, widget=forms.HiddenInput)
    step = forms.ChoiceField(label=_("步骤"), required=False)
    category = forms.TypedChoiceField(label=_("类别"), coerce=int, empty_value=None, required=False)
    need = forms.ChoiceField(label=_("需求"), choices=[("", _("全部")), *NeedClass.choices], required=False)
    urgency = forms.ChoiceField(
        label=_("急不急"), choices=[("", _("全部")), *Urgency.choices], required=False
    )
    channel = forms.ChoiceField(label=_("来路"), choices=[("", _("全部")), *Channel.choices], required=False)
    unit = UnitField(label=_("单位和下级"), required=False)
    plot = PlotField(label=_("责任田"), required=False)
    since = forms.DateField(label=_("从哪天起"), required=False, widget=DayInput())
    until = forms.DateField(label=_("到哪天"), required=False, widget=DayInput())

    def __init__(self, data: Any, *, view: View) -> None:
        super().__init__(data)
        self.shown = view
        offer(self, "step", [("", _("全部")), *self._steps()])
        offer(self, "category", category_choices(_("全部")))

    @classmethod
    def is_asked_for(cls, typed: Container[str]) -> bool:
        """Whether an address filters, or wants to (`?filters=on`); else there is no need for the form."""
        return any(name in typed for name in ("filters", *cls.base_fields) if name != "view")

    def _steps(self) -> list[tuple[Any, Any]]:
        if self.shown == View.CLOSED:
            return [(state.value, state.label) for state in CLOSED]
        if self.shown == View.ALL:
            return [(state.value, state.label) for state in State]
        return [(step.value, step.label) for step in STEPS[:-1]]

    def filters(self) -> Filters:
        """What the list is narrowed to."""
        self.is_valid()
        cleaned: dict[str, Any] = self.cleaned_data
        step = cleaned.get("step") or ""
        states: tuple[State, ...] = ()
        if step:
            states = (State(step),) if self.shown in NEWEST_FIRST else states_of_step(step)
        return Filters(
            view=self.shown,
            states=states,
            category_id=cleaned.get("category"),
            need_class=cleaned.get("need") or "",
            urgency=cleaned.get("urgency") or "",
            channel=cleaned.get("channel") or "",
            unit_id=cleaned.get("unit"),
            plot_id=cleaned.get("plot"),
            since=cleaned.get("since"),
            until=cleaned.get("until"),
        )

    @property
    def in_use(self) -> bool:
        """Whether anything besides the list itself narrows."""
        return any(self.cleaned_data.get(name) for name in self.fields if name != "view")
