"""A new edition's routes and list, as they are typed: two choices for every category, and a day."""

import hashlib
from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huisheng.cases.actions.new_edition import Change, ReservedChange, RouteChange
from huisheng.cases.models.codes import WhyReserved
from huisheng.cases.queries.catalogue import Catalogue, Reservation, Target
from huisheng.cases.queries.editions import entry_in_words
from huisheng.cases.queries.names import name_of
from huisheng.cases.queries.why import rule_in_words
from huisheng.core import clock
from huisheng.core.ids import uuid7
from huisheng.network.models import UnitKind
from huisheng.network.tree import tree
from huisheng.ui.widgets import DayInput

INCOMPLETE = dict.fromkeys(("required", "invalid"), gettext_lazy("这一页不完整，请刷新后再交。"))
DEPARTMENTS = (UnitKind.CENTRE, UnitKind.SPECIALTY, UnitKind.HALL, UnitKind.VOUCHER_SHOP)
LEVELS = (3, 2, 4, 1, 5)


class RoutesForm(forms.Form):
    """`base` is the edition that the page showed, `shown` the print of what was previewed."""

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

    def __init__(self, *args: Any, held: Catalogue, **kwargs: Any) -> None:
        start = {"key": uuid7(), "base": held.version, "since": clock.today()}
        kwargs["initial"] = start
        super().__init__(*args, **kwargs)
        self.held = held
        for category in held.categories:
            self._add(f"route_{category}", route_code(held.routes.get(category)), self._routes(category))
            self._add(f"reserved_{category}", reserved_code(held.reserved.get(category)), _entries())

    def _add(self, name: str, initial: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name] = forms.ChoiceField(choices=choices, required=False, initial=initial)

    def _routes(self, category: int) -> list[tuple[str, str]]:
        """The desks, the levels, the departments, and what stands there now."""
        targets = [None, *(Target(level, None) for level in LEVELS)]
        targets += [
            Target(None, unit.id)
            for unit in tree().units.values()
            if unit.kind in DEPARTMENTS and not unit.closed
        ]
        now = self.held.routes.get(category)
        return [(route_code(target), rule_in_words(target)) for target in dict.fromkeys([now, *targets])]

    def rows(self) -> Iterator[tuple[str, str, Any, Any]]:
        """Code and name of each category, and its two fields."""
        for category in self.held.categories.values():
            label = name_of(category)
            route, reserved = self[f"route_{category.id}"], self[f"reserved_{category.id}"]
            route.label = _("%(category)s归谁") % {"category": label}
            reserved.label = _("%(category)s在不在清单上") % {"category": label}
            yield category.code, label, route, reserved

    def changes(self) -> list[Change]:
        """What differs from the edition that the page showed."""
        found: list[Change] = []
        for category in self.held.categories:
            target = _target(self.cleaned_data[f"route_{category}"])
            entry = _entry(self.cleaned_data[f"reserved_{category}"])
            if target != self.held.routes.get(category):
                found.append(RouteChange(category, target))
            if entry != self.held.reserved.get(category):
                found.append(ReservedChange(category, entry))
        return found

    def print_of(self) -> str:
        """What was decided, in short: only that is done when it is confirmed."""
        what = sorted((name, str(value)) for name, value in self.cleaned_data.items() if name != "shown")
        return hashlib.sha256(repr(what).encode()).hexdigest()

    def show_again(self, **changed: Any) -> None:
        """The form as it was typed, with something changed in its hidden fields."""
        self.data = {**{name: self.data.get(name) for name in self.data}, **changed}


def route_code(target: Target | None) -> str:
    """A route as a choice says it: nothing, `L3` or `D17`."""
    if target is None:
        return ""
    return f"D{target.department_id}" if target.department_id is not None else f"L{target.level}"


def reserved_code(entry: Reservation | None) -> str:
    """An entry of the list as a choice says it: nothing, or `2:enforcement`."""
    return f"{entry.lowest_level}:{entry.why}" if entry else ""


def _target(code: str) -> Target | None:
    if not code:
        return None
    return Target(None, int(code[1:])) if code[0] == "D" else Target(int(code[1:]), None)


def _entry(code: str) -> Reservation | None:
    lowest, _colon, why = code.partition(":")
    return Reservation(int(lowest), why) if code else None


def _entries() -> list[tuple[str, str]]:
    entries = [None, *(Reservation(level, why) for why in WhyReserved.values for level in (2, 1))]
    return [(reserved_code(entry), entry_in_words(entry) or _("不在清单上")) for entry in entries]
