"""Why the desk asks to erase what a case says."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huisheng.cases.models.codes import EraseReason

REASONS = [(each.value, each.label) for each in EraseReason if each != EraseReason.EXPIRED]


class ErasureForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("为什么要删除"),
        choices=REASONS,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选一个理由。")},
    )
