"""What is typed around a whistle: who shall come, who came, what remains, what is said of it at the end."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huisheng.cases.actions.whistle import LOWEST_CALLED, MOST_CALLED
from huisheng.cases.forms.acts import ActForm, words_field
from huisheng.cases.forms.fields import offer, open_units
from huisheng.cases.models.codes import Grade
from huisheng.core import clock
from huisheng.ui.widgets import MomentInput

EXCUSED, INSISTED = "excused", "insisted"
QUESTIONS = {"in_time": _("来得及时吗"), "together": _("配合吗"), "result": _("事情办成了吗")}
CHOOSE = {"required": _("请选一个。"), "invalid_choice": _("请选一个。")}


class BlowForm(ActForm):
    """The lead, the helpers, what for, and whether it cannot wait."""

    words = words_field(_("要一起办什么"), _("在哪里、出了什么事、要谁做什么。被叫的单位看得到。"), rows=3)
    lead = forms.TypedChoiceField(label=_("主办"), coerce=int, error_messages=CHOOSE)
    emergency = forms.BooleanField(label=_("紧急，马上通知，时限更短"), required=False)
    helpers = forms.TypedMultipleChoiceField(
        label=_("协办"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, without: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        barred = set(without)
        units = [
            (unit.id, unit.name)
            for unit in open_units()
            if unit.level <= LOWEST_CALLED and unit.parent_id is not None and unit.id not in barred
        ]
        offer(self, "lead", [("", _("请选择")), *units])
        offer(self, "helpers", units)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        helpers = [unit for unit in cleaned.get("helpers", []) if unit != cleaned.get("lead")]
        if len(helpers) >= MOST_CALLED:
            self.add_error("helpers", _("一次最多叫 %(most)d 个单位。") % {"most": MOST_CALLED})
        return {**cleaned, "helpers": helpers}


class VisitForm(ActForm):
    """Which units came, when, what was done and what remains; no names, no positions."""

    came = forms.TypedMultipleChoiceField(
        label=_("哪些单位到了"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请选到了的单位。")},
    )
    at = forms.DateTimeField(
        label=_("什么时候到的"),
        widget=MomentInput(),
        error_messages=dict.fromkeys(("required", "invalid"), _("请写日期和时间。")),
    )
    words = words_field(_("做了什么"), _("只写事情，不写人名。"), rows=3)
    remains = words_field(_("还剩什么"), required=False, rows=2)

    def __init__(self, *args: Any, units: Mapping[int, str], **kwargs: Any) -> None:
        kwargs["initial"] = {"at": clock.now(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        offer(self, "came", units.items())


class ReportForm(ActForm):
    words = words_field(_("回报"), _("做了什么，结果怎样。吹哨的单位看了确认。"), rows=4)


class CannotForm(ActForm):
    words = words_field(_("为什么来不了"), _("不能不来；写明原因，由上一级裁定。"), rows=3)


class CallOffForm(ActForm):
    words = words_field(_("为什么不用来了"), rows=2)


class ComingForm(ActForm):
    """Which of the units that said they cannot come, and whether it may stay away."""

    unit = forms.TypedChoiceField(label=_("哪个单位"), coerce=int, error_messages=CHOOSE)
    decision = forms.ChoiceField(
        label=_("裁定"),
        choices=[(INSISTED, _("还是要来")), (EXCUSED, _("可以不来"))],
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    words = words_field(_("裁定的理由"), rows=3)

    def __init__(self, *args: Any, units: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "unit", units.items())


class EndForm(ActForm):
    """Three questions about every unit that was to come."""

    def __init__(self, *args: Any, units: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = units
        for unit, called in units.items():
            missing = dict.fromkeys(CHOOSE, gettext("请给%(unit)s选一个。") % {"unit": called})
            for name, label in QUESTIONS.items():
                self.fields[f"{name}_{unit}"] = forms.ChoiceField(
                    label=label, choices=Grade.choices, widget=forms.RadioSelect, error_messages=missing
                )

    def groups(self) -> list[tuple[str, list[Any]]]:
        """The name of each unit with its three fields."""
        return [
            (name, [self[f"{question}_{unit}"] for question in QUESTIONS])
            for unit, name in self.units.items()
        ]

    def grades(self) -> dict[int, dict[str, Grade]]:
        """What was answered, by unit."""
        return {
            unit: {name: Grade(self.cleaned_data[f"{name}_{unit}"]) for name in QUESTIONS}
            for unit in self.units
        }
