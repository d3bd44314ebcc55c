"""What is typed for acts on clocks: a first contact, a pause, more time and what the level above says to it."""

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from huisheng.cases.forms.acts import ActForm, words_field
from huisheng.cases.models.codes import ContactHow, PauseReason

OPENS = time(8, 30)
MOST_UNITS = 500


class ContactForm(ActForm):
    how = forms.ChoiceField(
        label=_("怎么联系的"),
        choices=ContactHow.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选一种。")},
    )
    words = words_field(_("说了什么"), _("居民会看到，也可以说不是这样。"), required=False, rows=3)


class PauseForm(ActForm):
    reason = forms.ChoiceField(
        label=_("为什么停"),
        choices=PauseReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选一个原因。")},
    )
    until = forms.DateField(
        label=_("最晚哪天继续"),
        help_text=_("到那天早上自动继续，可以提前。最多九十天。"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("请写一个日子。"), "invalid": _("请写一个日子，例如 2026-12-01。")},
    )
    words = words_field(_("告诉居民为什么"), _("居民会看到这几句。答应居民的时间不变。"), rows=3)

    def moment(self) -> datetime:
        """The morning of the day on which it goes on."""
        return datetime.combine(self.cleaned_data["until"], OPENS, ZoneInfo(settings.TIME_ZONE))


def _amount(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=1,
        max_value=MOST_UNITS,
        error_messages={
            "required": _("请写一个数。"),
            "invalid": _("请写一个整数。"),
            "min_value": _("至少是 1。"),
            "max_value": _("太多了。"),
        },
    )


class AmountForm(ActForm):
    """So many working days or hours; `unit_minutes` is how long one is, `unit_label` what the field is called."""

    amount = _amount("")

    def __init__(self, *args: Any, unit_minutes: int, unit_label: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit_minutes = unit_minutes
        self.fields["amount"].label = unit_label

    def minutes(self) -> int:
        """What was typed, in minutes."""
        return int(self.cleaned_data["amount"]) * self.unit_minutes


class ExtensionForm(AmountForm):
    words = words_field(_("为什么要延期"), _("上一级看了决定，居民也会看到这几句。"), rows=3)


class RefusalForm(ActForm):
    words = words_field(_("为什么不同意"), _("申请的单位会看到，居民只看到没有同意。"), rows=3)
