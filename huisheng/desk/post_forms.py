"""Forms of the pages that keep organisations and posts. Each act's day is the first on which it holds."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from huisheng.network.models import Organisation
from huisheng.ui.names import in_a_row, with_note
from huisheng.ui.widgets import DayInput

NOT_A_DAY = {"invalid": _("日期写成 2026-05-03 这样。"), "required": _("请写日期。")}
SHOWN = 5


class DayField(forms.DateField):
    """A day, picked or typed."""

    widget = DayInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"error_messages": NOT_A_DAY, **kwargs})


class OrganisationField(forms.CharField):
    """An organisation that is not over, typed as its code or its full name."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"required": _("请写党组织的名称或代码。")})
        super().__init__(max_length=80, **kwargs)
        self.widget.attrs.update(autocomplete="off", list="organisations")

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        return find_organisation(typed) if typed else None


def find_organisation(typed: str) -> Organisation:
    """The one organisation of this code or name; `ValidationError` when there is none, or more than one."""
    found = Organisation.objects.open()
    exact: list[Organisation] = list(found.filter(code=typed)) or list(
        found.filter(name=typed).order_by("code")[:SHOWN]
    )
    if len(exact) == 1:
        return exact[0]
    if exact:
        codes = in_a_row(each.code for each in exact)
        raise ValidationError(
            _("有几个“%(words)s”，请写代码：%(codes)s。") % {"words": typed, "codes": codes}
        )
    near = in_a_row(
        with_note(each.name, each.code)
        for each in found.filter(name__contains=typed).order_by("code")[:SHOWN]
    )
    if near:
        raise ValidationError(_("没有“%(words)s”。是不是：%(near)s？") % {"words": typed, "near": near})
    raise ValidationError(_("没有“%(words)s”。请写党组织的全名或代码。") % {"words": typed})


class SeenForm(forms.Form):
    """A form about something that others may change meanwhile: it carries what its reader saw."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class DatedForm(SeenForm):
    """An act that holds from a day on."""

    day = DayField(label=_("从哪天起"))


class BranchForm(DatedForm):
    """Which branch holds a plot."""

    organisation = OrganisationField(
        label=_("交给哪个党支部"), help_text=_("写名称或代码；一块责任田只归一个支部。")
    )
    field_order = ("organisation", "day")


class TakeAwayForm(DatedForm):
    """From when on no branch holds a plot."""

    day = DayField(label=_("从哪天起没有支部"))
