"""The times of a new edition, as they are typed: a length for every clock and urgency, and their leeway.

Lengths are written as they are read: "5 个工作日", "24 小时", "30 分钟".
"""

import hashlib
from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huisheng.cases.actions.new_edition import Change, DeadlineChange, LeewayChange
from huisheng.cases.forms.routes import INCOMPLETE
from huisheng.cases.models import Category, Deadline
from huisheng.cases.models.codes import Urgency
from huisheng.cases.models.defaults import Leeway, Time
from huisheng.cases.models.transitions import Clock
from huisheng.cases.queries.catalogue import Catalogue
from huisheng.cases.queries.lengths import read_length
from huisheng.cases.queries.names import name_of
from huisheng.cases.queries.times import URGENCIES, leeway_of, say
from huisheng.core import clock as core_clock
from huisheng.core.ids import uuid7
from huisheng.ui.widgets import DayInput

LONGEST = 400 * 24 * 60
MOST_EXTENSIONS = 9
WARN_FROM, WARN_TO = 10, 95


class LengthField(forms.CharField):
    """A length of time in words; minutes and basis."""

    def clean(self, value: Any) -> Any:
        words = super().clean(value)
        if not words:
            return None
        length = read_length(words)
        if length is None:
            raise ValidationError(_("请写成“5 个工作日”“4 个工作小时”“24 小时”“30 分钟”这样。"))
        if length[0] > LONGEST:
            raise ValidationError(_("太长了，最多 400 天。"))
        return length


class TimesForm(forms.Form):
    """`base` is the edition that the page showed, `shown` the print of what was previewed.

    With a `category`, only its own times are typed; an empty one follows the general rule.
    """

    key = forms.UUIDField(widget=forms.HiddenInput, error_messages=INCOMPLETE)
    base = forms.CharField(widget=forms.HiddenInput, max_length=20, error_messages=INCOMPLETE)
    shown = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    since = forms.DateField(
        label=gettext_lazy("从哪一天起"),
        widget=DayInput(),
        error_messages=dict.fromkeys(
            ("required", "invalid"), gettext_lazy("请写一个日期，例如 2026-12-01。")
        ),
    )

    def __init__(self, *args: Any, held: Catalogue, category: Category | None = None, **kwargs: Any) -> None:
        kwargs["initial"] = {"key": uuid7(), "base": held.version, "since": core_clock.today()}
        super().__init__(*args, **kwargs)
        self.held, self.category = held, category
        for clock in Clock:
            for urgency in URGENCIES:
                self._add_time(clock, urgency)
        if category is None:
            for urgency in URGENCIES:
                self._add_leeway(urgency)

    def _add_time(self, clock: Clock, urgency: Urgency) -> None:
        self.fields[f"{clock}_{urgency}"] = LengthField(
            label=f"{clock.label} · {urgency.label}",
            initial=say(self._now(clock, urgency)),
            required=self.category is None,
            max_length=40,
            error_messages={"required": _("请写多长时间。")},
        )

    def _now(self, clock: Clock, urgency: Urgency) -> Time | None:
        if self.category is None:
            return self.held.minutes(clock, None, urgency)
        return self.held.deadlines.get((self.category.id, str(urgency), str(clock)))

    def _add_leeway(self, urgency: Urgency) -> None:
        now, label = leeway_of(self.held, urgency), urgency.label
        basis = self.held.minutes(Clock.HANDLE, None, urgency)[1]
        self.fields[f"extensions_{urgency}"] = _number(
            _("最多延期几次 · %(urgency)s") % {"urgency": label}, now.extensions, 0, MOST_EXTENSIONS
        )
        self.fields[f"longest_{urgency}"] = LengthField(
            label=_("一共最多延多久 · %(urgency)s") % {"urgency": label},
            initial=say((now.extension_minutes, basis)),
            max_length=40,
            error_messages={"required": _("请写多长时间。")},
        )
        self.fields[f"pauses_{urgency}"] = forms.BooleanField(
            label=_("可以暂停 · %(urgency)s") % {"urgency": label}, initial=now.pauses, required=False
        )
        self.fields[f"warn_{urgency}"] = _number(
            _("过了百分之几提醒 · %(urgency)s") % {"urgency": label}, now.warn_percent, WARN_FROM, WARN_TO
        )

    def clean(self) -> dict[str, Any]:
        """The most that may be added is written on the basis on which handling runs."""
        cleaned = super().clean() or {}
        for urgency in URGENCIES if self.category is None else ():
            handling, longest = cleaned.get(f"handle_{urgency}"), cleaned.get(f"longest_{urgency}")
            if handling and longest and handling[1] != longest[1]:
                self.add_error(
                    f"longest_{urgency}", _("处理时限按哪种时间算，这里也按哪种：都写工作日，或者都写小时。")
                )
        return cleaned

    def rows(self) -> Iterator[tuple[str, list[Any]]]:
        """Each clock with its three fields."""
        for clock in Clock:
            yield str(clock.label), [self[f"{clock}_{urgency}"] for urgency in URGENCIES]

    def leeway_rows(self) -> Iterator[tuple[str, list[Any]]]:
        """What bends, with three fields each."""
        if self.category is not None:
            return
        labels = {
            "extensions": _("最多延期几次"),
            "longest": _("一共最多延多久"),
            "pauses": _("可以暂停"),
            "warn": _("过了百分之几提醒"),
        }
        for name, label in labels.items():
            yield label, [self[f"{name}_{urgency}"] for urgency in URGENCIES]

    @property
    def about(self) -> str:
        """Which category; empty for the general rules."""
        return name_of(self.category) if self.category else ""

    def changes(self) -> list[Change]:
        """What differs from the edition that the page showed."""
        return [*self._time_changes(), *self._leeway_changes()]

    def _time_changes(self) -> Iterator[Change]:
        category = self.category.id if self.category else None
        for clock in Clock:
            for urgency in URGENCIES:
                typed = self.cleaned_data[f"{clock}_{urgency}"]
                if typed != self._now(clock, urgency):
                    minutes, basis = typed or (None, Deadline.Basis.ELAPSED)
                    yield DeadlineChange(category, urgency, clock, minutes, Deadline.Basis(basis))

    def _leeway_changes(self) -> Iterator[Change]:
        for urgency in URGENCIES if self.category is None else ():
            typed = self.cleaned_data
            new = Leeway(
                typed[f"extensions_{urgency}"],
                typed[f"longest_{urgency}"][0],
                pauses=typed[f"pauses_{urgency}"],
                warn_percent=typed[f"warn_{urgency}"],
            )
            if new != leeway_of(self.held, urgency):
                yield LeewayChange(urgency, new)

    def print_of(self) -> str:
        """What was decided, in short: only that is done when it is confirmed."""
        what = sorted((name, str(value)) for name, value in self.cleaned_data.items() if name != "shown")
        return hashlib.sha256(repr(what).encode()).hexdigest()

    def show_again(self, **changed: Any) -> None:
        """The form as it was typed, with something changed in its hidden fields."""
        self.data = {**{name: self.data.get(name) for name in self.data}, **changed}


def _number(label: str, now: int, least: int, most: int) -> forms.IntegerField:
    said = _("请写 %(least)d 到 %(most)d 之间的整数。") % {"least": least, "most": most}
    return forms.IntegerField(
        label=label,
        initial=now,
        min_value=least,
        max_value=most,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), said),
    )
