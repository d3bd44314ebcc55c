"""Forms about the service team of a plot and its hub households."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huisheng.desk.person_forms import ConsentForm
from huisheng.desk.post_forms import DatedForm, DayField, SeenForm
from huisheng.network.models import Party
from huisheng.network.nodes import UnitNode

CHOOSE = {"required": _("请选一个。"), "invalid_choice": _("请选一个。")}


class TeamForm(DatedForm):
    """What the team is called and whom it stands for."""

    name = forms.CharField(
        label=_("团队名称"), max_length=80, error_messages={"required": _("请写团队的名称。")}
    )
    stands_for = forms.ChoiceField(label=_("代表哪一方"), choices=Party.choices, error_messages=CHOOSE)
    field_order = ("name", "stands_for", "day")


class HubForm(DatedForm):
    """A hub household joins the plot."""

    unit = forms.ChoiceField(label=_("哪个中心户"), error_messages=CHOOSE)
    field_order = ("unit", "day")

    def __init__(self, *args: Any, free: Iterable[UnitNode], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [(unit.id, unit.name) for unit in free]  # type: ignore[attr-defined]  # a field of choices


class RemoveHubForm(SeenForm):
    """A hub household leaves the plot, and who has its dwellings then."""

    unit = forms.IntegerField(widget=forms.HiddenInput)
    to = forms.TypedChoiceField(
        label=_("它的住户交给"), required=False, coerce=int, empty_value=None, error_messages=CHOOSE
    )

    def __init__(self, *args: Any, others: Iterable[UnitNode], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nobody = ("", _("暂时没有，列在“还没人管的地方”里"))
        self.fields["to"].choices = [*((unit.id, unit.name) for unit in others), nobody]  # type: ignore[attr-defined]  # a field of choices


class PostForm(forms.Form):
    """Which place in the team is meant."""

    post = forms.IntegerField(widget=forms.HiddenInput)


class LeaveForm(PostForm):
    """Somebody leaves the team."""

    day = DayField(label=_("从哪天起不在"))


class AgreeForm(ConsentForm, PostForm):
    """Somebody agrees to be named."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        way, day = self.fields["way"], self.fields["said_on"]
        way.required = day.required = True
        way.choices = [choice for choice in way.choices if choice[0]]  # type: ignore[attr-defined]  # a field of choices
        way.error_messages |= CHOOSE
