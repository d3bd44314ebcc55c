"""Forms about firms and societies, and the branches that are sent to them (domain.md D8)."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from huisheng.desk.post_forms import DatedForm, DayField, OrganisationField, SeenForm
from huisheng.network.actions.entities import MOST_MEMBERS, Count
from huisheng.network.models import Entity, Sector
from huisheng.network.tree import AreaNode, tree
from huisheng.ui.names import in_a_row

# Villages and communities are places, agencies have branches of their own: what is registered lies outside.
OUTSIDE = (Sector.ENTERPRISE, Sector.SOCIAL, Sector.TRADE)
NUMBER = {"invalid": _("请写一个整数。"), "required": _("请写人数，没有就写 0。")}


class AreaField(forms.CharField):
    """An area, typed as its code or its full name."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=80, error_messages={"required": _("请写在哪里。")}, **kwargs)
        self.widget.attrs.update(autocomplete="off", list="areas")

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        return find_area(typed) if typed else None


def find_area(typed: str) -> AreaNode:
    """The one area of this code or name; `ValidationError` when there is none, or more than one."""
    found = [area for area in tree().areas.values() if not area.closed and typed in (area.code, area.name)]
    if len(found) == 1:
        return found[0]
    if found:
        codes = in_a_row(area.code for area in found)
        raise ValidationError(
            _("有几个“%(words)s”，请写代码：%(codes)s。") % {"words": typed, "codes": codes}
        )
    raise ValidationError(_("没有“%(words)s”。请写街道、镇、村或社区的全名或代码。") % {"words": typed})


class Counting(forms.Form):
    """How many party members work there, as of a day, and the entity's own branch."""

    members = forms.IntegerField(
        label=_("在那里工作的党员人数"),
        min_value=0,
        max_value=MOST_MEMBERS,
        error_messages=NUMBER,
        help_text=_("只写人数，不写是谁。组织关系在别处的也算。"),
    )
    counted_on = DayField(label=_("哪天统计的"))
    branch = OrganisationField(
        label=_("它自己的党支部"), required=False, help_text=_("名称或代码；没有就不写。")
    )

    def count(self) -> Count:
        """What was counted."""
        cleaned = self.cleaned_data
        branch = cleaned["branch"].pk if cleaned["branch"] else None
        return Count(cleaned["members"], cleaned["counted_on"], branch)


class EntityForm(Counting):
    """A firm or society that is not registered yet."""

    name = forms.CharField(label=_("名称"), max_length=120, error_messages={"required": _("请写名称。")})
    sector = forms.ChoiceField(
        label=_("领域"), choices=[(each.value, each.label) for each in OUTSIDE], widget=forms.RadioSelect
    )
    area = AreaField(label=_("在哪里"), help_text=_("街道、镇、村或社区的全名或代码。"))
    field_order = ("name", "sector", "area", "members", "counted_on", "branch")

    made: Entity | None = None

    def values(self) -> dict[str, Any]:
        """What `register_entity` takes."""
        cleaned = self.cleaned_data
        return {
            "name": cleaned["name"],
            "sector": cleaned["sector"],
            "area_id": cleaned["area"].id,
            "count": self.count(),
        }


class CountForm(SeenForm, Counting):
    """A new count."""


class DispatchForm(DatedForm):
    """Which branch is sent, from when on."""

    organisation = OrganisationField(label=_("派驻哪个党支部"), help_text=_("名称或代码。"))
    field_order = ("organisation", "day")


class WithdrawForm(DatedForm):
    """From when on nothing is sent any more."""

    day = DayField(label=_("从哪天起撤回"))


class EndEntityForm(DatedForm):
    """From when on the entity is no more."""

    day = DayField(label=_("从哪天起没有了"))
