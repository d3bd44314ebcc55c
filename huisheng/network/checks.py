"""Checks of rows before they are loaded: every fault at once, row by row, in plain words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from huisheng.network.checks_of_land import land_faults
from huisheng.network.checks_of_trees import tree_faults
from huisheng.network.faults import Fault
from huisheng.network.further import FURTHER
from huisheng.network.kinds import Kind, sheet_kinds
from huisheng.network.known import Known
from huisheng.network.rows import Bundle

FieldCheck = Callable[[Any], str]


def faults_of(bundle: Bundle, known: Known) -> list[Fault]:
    """All faults of a bundle, in the order of its rows."""
    faults: list[Fault] = []
    for name, rows in bundle.kinds():
        if rows:
            faults += _faults_of_kind(sheet_kinds()[name], rows, bundle, known)
            if name in FURTHER:
                faults += FURTHER[name].faults(rows, bundle)
    faults += tree_faults(bundle, known)
    # Shapes are worth a look only when codes and fields are right.
    return faults or list(land_faults(bundle, known))


def _faults_of_kind(kind: Kind, rows: list[Any], bundle: Bundle, known: Known) -> Iterator[Fault]:
    checks = _field_checks(kind)
    places = {name: at for at, name in enumerate(kind.row._fields)}
    refers = [(places[name], target) for name, target in kind.refers.items()]
    codes = {
        target: known.ids[target].keys() | {row.code for row in getattr(bundle, target)}
        for target in set(kind.refers.values())
    }
    key_at, ends = [places[name] for name in kind.key], "until" in places
    seen: dict[tuple[Any, ...], int] = {}
    for position, row in enumerate(rows):
        words = [word for at, check in checks if (word := check(row[at]))]
        for at, target in refers:
            if row[at] and row[at] not in codes[target]:
                words.append(_("没有代码为“%(code)s”的%(what)s。") % {"code": row[at], "what": _what(target)})
        if ends and row.until is not None and row.until <= row.since:
            words.append(_("止（不含）必须晚于起。"))
        key = tuple(row[at] for at in key_at)
        first = seen.setdefault(key, position) if any(key) else position
        if first != position:
            words.append(_("和 %(origin)s 重复。") % {"origin": bundle.origin(kind.name, first)})
        for word in words:
            yield bundle.fault(kind.name, position, word)


def _what(kind: str) -> str:
    return str(sheet_kinds()[kind].model._meta.verbose_name)


def _field_checks(kind: Kind) -> list[tuple[int, FieldCheck]]:
    """Checks that follow from the model: known choices, length, what must be there."""
    checks: list[tuple[int, FieldCheck]] = []
    for at, name in enumerate(kind.row._fields):
        column = kind.column(name)
        if isinstance(column, models.ForeignKey):
            if not column.null:
                checks.append((at, _required(column)))
        elif isinstance(column, models.CharField):
            checks.append((at, _of_choices(column) if column.choices else _of_length(column)))
    return checks


def _required(column: Any) -> FieldCheck:
    label = column.verbose_name

    def check(value: Any) -> str:
        return "" if value else _("缺少%(field)s。") % {"field": label}

    return check


def _of_length(column: Any) -> FieldCheck:
    label, most = column.verbose_name, column.max_length or 0
    may_lack = column.blank or column.has_default()

    def check(value: str) -> str:
        if not value and not may_lack:
            return _("缺少%(field)s。") % {"field": label}
        if len(value) > most:
            return _("%(field)s太长，最多 %(most)d 个字。") % {"field": label, "most": most}
        return ""

    return check


def _of_choices(column: Any) -> FieldCheck:
    label, choices = column.verbose_name, dict(column.choices)

    def check(value: str) -> str:
        if value in choices:
            return ""
        allowed = _("、").join(str(word) for word in choices.values())
        return _("%(field)s不认得“%(value)s”。可以写：%(allowed)s。") % {
            "field": label,
            "value": value,
            "allowed": allowed,
        }

    return check
