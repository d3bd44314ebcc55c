"""Forms about goals: what one promises, why it changes, and what comes next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise as Words
from django.utils.translation import gettext_lazy as _

from huisheng.core import clock
from huisheng.core.ids import uuid7
from huisheng.goals.actions.versions import Asked, Promise
from huisheng.goals.indicators.registry import Measure, indicator_of, indicators
from huisheng.goals.models import Target
from huisheng.network.nodes import UnitNode
from huisheng.network.tree import tree
from huisheng.ui.widgets import DayInput

INCOMPLETE = dict.fromkeys(("required", "invalid", "min_value"), _("这一页不完整，请刷新后再交。"))
HUNDRED = 100


class UnitField(forms.CharField):
    """A unit, typed as its code or its full name."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=80, error_messages={"required": _("请写责任单位。")}, **options)
        self.widget.attrs.update(autocomplete="off")

    def clean(self, value: Any) -> Any:
        """The unit; `ValidationError` when there is none, or more than one."""
        typed = super().clean(value)
        found = [
            each for each in tree().units.values() if not each.closed and typed in (each.code, each.name)
        ]
        if len(found) != 1:
            words = _("没有找到“%(words)s”，或者不止一个。请写代码。")
            raise ValidationError(words % {"words": typed})
        return found[0]


class SeenForm(forms.Form):
    """What makes an act count once, on the version that its reader saw."""

    key = forms.UUIDField(widget=forms.HiddenInput, error_messages=INCOMPLETE)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, error_messages=INCOMPLETE)

    def __init__(self, *args: Any, seen: int = 0, **options: Any) -> None:
        options["initial"] = {"seen": seen, "key": uuid7()} | options.get("initial", {})
        super().__init__(*args, **options)

    def asked(self, actor: int | None) -> Asked:
        """Who asks, as acts want it."""
        data = self.cleaned_data
        return Asked(actor, data["seen"], data["key"], " ".join(data.get("reason", "").split()))

    def refuse(self, problems: Mapping[str, str | Words]) -> None:
        """What an act said, at its fields."""
        for field, words in problems.items():
            self.add_error(field if field in self.fields else None, str(words))

    def see_again(self, seen: int) -> None:
        """Let the form count as one whose reader saw the present version; what was typed stays."""
        again = {"seen": str(seen), "key": str(uuid7())}
        self.data = {**self.data.dict(), **again}  # type: ignore[attr-defined]  # always a QueryDict


class GoalForm(SeenForm):
    """What a goal promises. A share is written in percent."""

    name = forms.CharField(
        label=_("目标叫什么"), max_length=80, error_messages={"required": _("请写目标叫什么。")}
    )
    name_en = forms.CharField(label=_("英文名称"), max_length=120, required=False)
    indicator = forms.ChoiceField(label=_("用什么指标算"), error_messages={"required": _("请选一个指标。")})
    value = forms.DecimalField(
        label=_("目标值"),
        min_value=0,
        max_digits=12,
        decimal_places=2,
        help_text=_("比例写百分数，例如 95 或 100。"),
        error_messages={
            "required": _("请写目标值。"),
            "invalid": _("请写数字。"),
            "min_value": _("不能是负数。"),
        },
    )
    unit = UnitField(label=_("责任单位"), help_text=_("名称或代码。按它管的地方算。"))
    since = forms.DateField(label=_("从哪一天起"), widget=DayInput())
    until = forms.DateField(
        label=_("到哪一天为止（不含）"), widget=DayInput(), required=False, help_text=_("长期目标不写。")
    )
    next_step = forms.CharField(
        label=_("下一步做什么"),
        max_length=300,
        required=False,
        help_text=_("接下来做什么。不要写个人的名字。"),
    )
    public = forms.BooleanField(label=_("对外公开"), required=False)
    reason = forms.CharField(
        label=_("为什么改"), max_length=200, required=False, help_text=_("和旧的目标值一起留下来。")
    )

    def __init__(self, *args: Any, target: Target | None = None, **options: Any) -> None:
        options["initial"] = _initial(target) | options.get("initial", {})
        super().__init__(*args, seen=target.version if target else 0, **options)
        choices = [(code, each.name) for code, each in indicators().items()]
        self.fields["indicator"].choices = choices  # type: ignore[attr-defined]
        if target is None:
            del self.fields["reason"]

    def promise(self) -> Promise:
        """What was promised, with a share as a number up to 1."""
        data = self.cleaned_data
        indicator = indicator_of(data["indicator"])
        is_share = indicator is not None and indicator.measure == Measure.SHARE
        return Promise(
            name=" ".join(data["name"].split()),
            name_en=" ".join(data["name_en"].split()),
            indicator=data["indicator"],
            value=data["value"] / HUNDRED if is_share else data["value"],
            since=data["since"],
            until=data["until"],
            unit_id=data["unit"].id,
            public=data["public"],
            next_step=" ".join(data["next_step"].split()),
        )


class EndForm(SeenForm):
    """Why a goal is called off."""

    reason = forms.CharField(
        label=_("为什么撤销"), max_length=200, error_messages={"required": _("请写为什么撤销。")}
    )


class NextStepForm(SeenForm):
    """What the owner does next."""

    next_step = forms.CharField(
        label=_("下一步做什么"),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("接下来做什么。不要写个人的名字。"),
    )


def units_to_choose(units: Iterable[UnitNode]) -> list[tuple[str, str]]:
    """Code and name of each, for a list to choose from while typing."""
    return [(unit.code, unit.name) for unit in units]


def _initial(target: Target | None) -> dict[str, Any]:
    if target is None:
        return {"since": clock.today(), "public": True}
    indicator = indicator_of(target.indicator)
    is_share = indicator is not None and indicator.measure == Measure.SHARE
    value = (target.value * HUNDRED if is_share else target.value).normalize()
    return {
        "name": target.name,
        "name_en": target.name_en,
        "indicator": target.indicator,
        "value": value.quantize(Decimal(1)) if value == value.to_integral() else value,
        "unit": tree().unit(target.unit_id).code,
        "since": target.since,
        "until": target.until,
        "next_step": target.next_step,
        "public": target.public,
    }
