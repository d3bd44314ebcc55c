"""What is decided at the desk: what it is, where, how urgent, and whose it is."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from huisheng.cases.actions.triage import Decision
from huisheng.cases.forms.acts import ActForm
from huisheng.cases.forms.fields import PlotField, UnitField, find_plot, offer
from huisheng.cases.models.codes import Urgency
from huisheng.cases.queries.catalogue import catalogue
from huisheng.cases.queries.names import name_of
from huisheng.cases.queries.routing import Routed
from huisheng.core.numbers import whole_number
from huisheng.network.models import NeedClass

ROUTED, OTHER, LATER = "routed", "other", "later"


def category_choices(empty: Any = None) -> list[tuple[Any, Any]]:
    """The categories in their order, in the reader's language."""
    rows = [(category.id, name_of(category)) for category in catalogue().categories.values()]
    return [("", empty), *rows] if empty is not None else rows


class TriageForm(ActForm):
    """`proposed` is the unit that the page showed as the proposal: nobody assigns to what was not shown.

    `suggested`: the category comes from the resident's words, not from a person.
    """

    suggested = False

    category = forms.TypedChoiceField(
        label=_("类别"), coerce=int, error_messages={"required": _("请选一个类别。")}
    )
    plot = PlotField(label=_("责任田"), required=False, help_text=_("写编号或名称。"))
    urgency = forms.ChoiceField(label=_("急不急"), choices=Urgency.choices)
    need_class = forms.ChoiceField(label=_("需求"), choices=[("", _("按类别"))], required=False)
    assign = forms.ChoiceField(
        label=_("交给谁"),
        choices=[(ROUTED, _("按目录")), (OTHER, _("别的单位")), (LATER, _("先不交办"))],
        widget=forms.RadioSelect,
    )
    unit = UnitField(label=_("哪个单位"), required=False)
    proposed = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, may_assign: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.may_assign = may_assign
        offer(self, "category", category_choices(_("请选择")))
        offer(self, "need_class", [("", _("按类别")), *NeedClass.choices])
        if not may_assign:
            self.fields["assign"].required = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("assign") == OTHER and not cleaned.get("unit") and "unit" not in self.errors:
            self.add_error("unit", _("请写一个单位，或者先不交办。"))
        return cleaned

    def chosen(self) -> tuple[int | None, int | None]:
        """Category and plot as they stand in the form, valid or not (None: not known)."""
        category, plot = self["category"].value(), self["plot"].value()
        try:
            plot_id = find_plot(plot) if plot else None
        except ValidationError:
            plot_id = None
        return whole_number(str(category or "")), plot_id

    def agrees(self, routed: Routed) -> bool:
        """Whether the page had shown the unit to which the catalogue leads; else it says so by the field."""
        if self.cleaned_data.get("assign") != ROUTED:
            return True
        if routed.reason is not None:
            self.add_error(
                "assign",
                _("按目录没有单位：%(reason)s。请写一个单位，或者先不交办。")
                % {"reason": routed.reason.label},
            )
            return False
        if self.cleaned_data.get("proposed") != routed.unit_id:
            self.add_error("assign", _("换了类别或地点，归属也变了。请看一眼再交。"))
            return False
        return True

    def decision(self, routed: Routed) -> Decision:
        """What to do, once it is valid and agreed."""
        cleaned, choice = self.cleaned_data, str(self.cleaned_data.get("assign", ""))
        unit_id = (
            {ROUTED: routed.unit_id, OTHER: cleaned.get("unit")}.get(choice) if self.may_assign else None
        )
        return Decision(
            category_id=cleaned["category"],
            need_class=cleaned["need_class"],
            urgency=Urgency(cleaned["urgency"]),
            plot_id=cleaned["plot"],
            assign_to=unit_id,
        )
