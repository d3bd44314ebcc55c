"""Forms about what stands beside a branch: owners' committees and mass organisations (domain.md D16)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huisheng.desk.post_forms import DayField
from huisheng.network.models import MassOrgKind

NAME = {"required": _("请写名称。")}


class CommitteeForm(forms.Form):
    """An owners' committee. `row` and `seen` are filled when one that is there is changed."""

    row = forms.IntegerField(widget=forms.HiddenInput, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=_("名称"), max_length=80, error_messages=NAME)
    office_phone = forms.CharField(
        label=_("办公电话"), max_length=32, required=False, help_text=_("只写办公室的，不写个人的。")
    )


class NewCommitteeForm(CommitteeForm):
    """One that is registered from a day on."""

    day = DayField(label=_("从哪天起"))


class MassOrgForm(forms.Form):
    """A mass organisation; as `CommitteeForm`."""

    row = forms.IntegerField(widget=forms.HiddenInput, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(label=_("类别"), choices=MassOrgKind.choices)
    name = forms.CharField(label=_("名称"), max_length=80, error_messages=NAME)


class NewMassOrgForm(MassOrgForm):
    """One that is registered from a day on."""

    day = DayField(label=_("从哪天起"))


class EndForm(forms.Form):
    """From when on one of them is no more."""

    row = forms.IntegerField(widget=forms.HiddenInput)
    seen = forms.IntegerField(widget=forms.HiddenInput)
    day = DayField(label=_("从哪天起没有了"))
