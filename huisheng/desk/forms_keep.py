"""Forms of the acts that keep units, areas and organisations. Things are typed as people know them: name or code."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from huisheng.core import clock
from huisheng.core.ids import uuid7
from huisheng.core.spelling import half_width, spellings
from huisheng.network.actions.asked import Asked
from huisheng.network.models import AreaKind, OrganisationKind, Party, Sector, UnitKind
from huisheng.network.queries import organisations_of_kind
from huisheng.network.tree import tree
from huisheng.ui.names import in_a_row, with_note
from huisheng.ui.widgets import DayInput, PhoneInput

SHOWN = 5
FARTHEST = timedelta(days=3 * 365)
EARLIEST = date(1949, 10, 1)
MOBILE = re.compile(r"^(\+?86)?1[3-9]\d{9}$")
INCOMPLETE = dict.fromkeys(("required", "invalid", "min_value"), _("这一页不完整，请刷新后再交。"))


class NodeField(forms.CharField):
    """A unit, an area or an organisation, typed as its code or its name, or a part that only one has; its id."""

    def __init__(self, kind: str, **options: Any) -> None:
        super().__init__(max_length=80, widget=forms.TextInput({"autocomplete": "off"}), **options)
        self.kind = kind

    def clean(self, value: Any) -> Any:
        words = super().clean(value)
        return find_node(self.kind, words.strip()) if words and words.strip() else None


def find_node(kind: str, typed: str) -> int:
    """The thing of a kind that is meant, open or to come; `ValidationError` says which there are when that is
    unclear."""
    nodes, meant = list(_nodes(kind)), spellings(typed)
    found = [id for id, code, name in nodes if not meant.isdisjoint((code, name))]
    found = found or [id for id, _code, name in nodes if any(part in name for part in meant)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise ValidationError(_("没有找到“%(words)s”。请写全名或代码。") % {"words": typed})
    names = in_a_row(with_note(name, code) for id, code, name in nodes if id in found[:SHOWN])
    raise ValidationError(_("是哪一个？%(names)s。请写全名或代码。") % {"names": names})


def _nodes(kind: str) -> Iterable[tuple[int, str, str]]:
    if kind == "organisation":
        return ((each.id, each.code, each.name) for each in organisations_of_kind())
    day, held = tree().day, tree().units if kind == "unit" else tree().areas
    there = (node for node in held.values() if not node.closed or node.since > day)
    return ((node.id, node.code, node.name) for node in there)


class KeepForm(forms.Form):
    """What every act needs: from which day on, why, and what makes it count once on the state that was seen.

    `shown` is the print of what was previewed: only that is done when it is confirmed.
    """

    key = forms.UUIDField(widget=forms.HiddenInput, error_messages=INCOMPLETE)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, error_messages=INCOMPLETE)
    shown = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args: Any, seen: int, **options: Any) -> None:
        start = {"seen": seen, "key": uuid7(), "effective": clock.today()}
        options["initial"] = start | options.get("initial", {})
        super().__init__(*args, **options)
        self.fields["effective"] = forms.DateField(
            label=_("从哪一天起"),
            help_text=_("可以是以前的一天，也可以先安排好以后的一天。"),
            widget=DayInput(),
            error_messages={"required": _("请写哪一天。"), "invalid": _("日期写成 2026-05-03 这样。")},
        )
        self.fields["reason"] = forms.CharField(
            label=_("为什么"), required=False, max_length=200, help_text=_("会记在历史里。不要写个人信息。")
        )

    def clean_effective(self) -> Any:
        """A day that is not a slip of the pen."""
        day = self.cleaned_data["effective"]
        if day > clock.today() + FARTHEST:
            raise ValidationError(_("这一天太远了，最多安排到三年以后。"))
        if day < EARLIEST:
            raise ValidationError(_("这一天太早了，请再看一遍年份。"))
        return day

    def asked(self, actor: int | None) -> Asked:
        """What the act is asked with."""
        data = self.cleaned_data
        return Asked(actor, data["seen"], data["effective"], data["key"], data["reason"])

    def print_of(self) -> str:
        """A print of what was typed, without what only belongs to the page."""
        kept = {
            name: value for name, value in self.cleaned_data.items() if name not in ("key", "seen", "shown")
        }
        return hashlib.sha256(repr(sorted(kept.items(), key=str)).encode()).hexdigest()

    def show_again(self, **hidden: Any) -> None:
        """The page now carries these hidden values instead of those that were sent."""
        sent: QueryDict = self.data.copy()  # type: ignore[attr-defined]  # what was sent is a QueryDict
        for name, value in hidden.items():
            sent[name] = str(value)
        self.data = sent

    def refuse(self, problems: Mapping[str, str | Promise]) -> None:
        """Say at each field why the act was refused; what belongs to no field of this form, above it."""
        for field, words in problems.items():
            self.add_error(field if field in self.fields else None, str(words))


class _CodeField(forms.CharField):
    """A code that stays for good: full-width digits and letters are taken as the usual ones."""

    def to_python(self, value: Any) -> str:
        """Before the length is looked at: ㎡ becomes two letters."""
        return half_width(super().to_python(value) or "").strip()


def _code_field() -> forms.CharField:
    return _CodeField(
        label=_("代码"), max_length=32, help_text=_("全区只用一次，以后不改。"),
        error_messages={"required": _("请写代码。")},
    )  # fmt: skip


def _name_field() -> forms.CharField:
    return forms.CharField(label=_("名称"), max_length=80, error_messages={"required": _("请写名称。")})


class _OfficePhone(forms.CharField):
    """An office's number: a mobile number is somebody's own and is turned away."""

    def __init__(self) -> None:
        super().__init__(label=_("办公电话"), required=False, max_length=32, widget=PhoneInput())

    def to_python(self, value: Any) -> str:
        return half_width(super().to_python(value) or "").strip()

    def clean(self, value: Any) -> str:
        typed: str = super().clean(value)
        if MOBILE.match(re.sub(r"[\s-]", "", typed)):
            raise ValidationError(_("这是手机号。请写办公室的电话，不写个人的。"))
        return typed


class UnitWordsForm(KeepForm):
    """What a unit is called."""

    name = _name_field()
    office_phone = _OfficePhone()
    stands_for = forms.ChoiceField(label=_("代表哪一方"), choices=Party.choices)
    area = NodeField("area", label=_("辖区"), required=False)


class NewUnitForm(UnitWordsForm):
    """A unit below another one; `kinds` are those that fit there."""

    code = _code_field()
    kind = forms.ChoiceField(label=_("类别"))
    field_order = ("code", "name", "kind", "stands_for", "area", "office_phone", "effective", "reason")

    def __init__(self, *args: Any, kinds: Iterable[UnitKind], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]  # type: ignore[attr-defined]  # a field of choices


class UnderForm(KeepForm):
    """What is to stand above; `kind` says where to look for it."""

    def __init__(self, *args: Any, kind: str, label: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["parent"] = NodeField(kind, label=label, error_messages={"required": _("请写移到哪里。")})
        self.order_fields(["parent", "effective", "reason"])


class IntoForm(KeepForm):
    """What takes over; `kind` says where to look for it."""

    def __init__(self, *args: Any, kind: str, label: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["into"] = NodeField(kind, label=label, error_messages={"required": _("请写并到哪里。")})
        self.order_fields(["into", "effective", "reason"])


class SplitForm(KeepForm):
    """The new unit, and what it takes over."""

    code = _code_field()
    name = _name_field()
    area = NodeField("area", label=_("辖区"), required=False)
    office_phone = _OfficePhone()
    units = forms.TypedMultipleChoiceField(
        label=_("接过去的下级单位"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    plots = forms.TypedMultipleChoiceField(
        label=_("接过去的责任田"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, units: Any, plots: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, choices in (("units", units), ("plots", plots)):
            self.fields[name].choices = choices  # type: ignore[attr-defined]  # a field of choices
            if not choices:
                del self.fields[name]


class AreaWordsForm(KeepForm):
    """What an area is called."""

    name = _name_field()
    name_en = forms.CharField(label=_("英文名称"), required=False, max_length=120)


class NewAreaForm(AreaWordsForm):
    """An area in another one; `kinds` are those that fit there."""

    code = _code_field()
    kind = forms.ChoiceField(label=_("类别"))
    field_order = ("code", "name", "name_en", "kind", "effective", "reason")

    def __init__(self, *args: Any, kinds: Iterable[AreaKind], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]  # type: ignore[attr-defined]  # a field of choices


class OrganisationWordsForm(KeepForm):
    """What an organisation is called, its sector and its area."""

    name = _name_field()
    sector = forms.ChoiceField(label=_("领域"), choices=Sector.choices)
    area = NodeField("area", label=_("辖区"), required=False)


class NewOrganisationForm(KeepForm):
    """An organisation in an area, under a superior."""

    code = _code_field()
    name = _name_field()
    kind = forms.ChoiceField(
        label=_("类别"), choices=OrganisationKind.choices, initial=OrganisationKind.BRANCH
    )
    sector = forms.ChoiceField(label=_("领域"), choices=Sector.choices)
    parent = NodeField("organisation", label=_("上级组织"), error_messages={"required": _("请写上级组织。")})
