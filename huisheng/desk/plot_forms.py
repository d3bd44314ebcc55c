"""Forms of the pages that keep plots. Each carries the key by which it counts once, and what its reader saw."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from huisheng.core.ids import uuid7
from huisheng.desk.post_forms import SeenForm
from huisheng.network.actions.create_plot import NewPlot
from huisheng.network.actions.split_plot import GoesAlong, Part
from huisheng.network.land import Corners
from huisheng.network.land.corners import Unreadable, read_corners
from huisheng.network.models import DrawnFrom

LONGEST_TEXT = 120_000
Choices = Iterable[tuple[Any, Any]]


class CornersField(forms.CharField):
    """Corners, one "lon, lat" a line."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.Textarea({"rows": 8, "spellcheck": "false", "autocomplete": "off", "class": "corners"})
        super().__init__(max_length=LONGEST_TEXT, widget=widget, strip=False, **kwargs)

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        try:
            return read_corners(typed)
        except Unreadable as problem:
            raise ValidationError(problem.words) from problem


class PlotActForm(SeenForm):
    """The form of one act on a plot."""

    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"key": uuid7(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        for name in ("key", "seen"):
            self.fields[name].error_messages = dict.fromkeys(
                ("required", "invalid", "min_value"), _("这一页不完整，请刷新后再交。")
            )

    def offer(self, **choices: Choices) -> None:
        """Set what the fields offer to choose from."""
        for name, offered in choices.items():
            self.fields[name].choices = list(offered)  # type: ignore[attr-defined]  # fields of choices


class OutlineForm(PlotActForm):
    """The outline of a plot."""

    outline = CornersField(
        label=_("边界的角"),
        help_text=_("每行一个角，经度在前，纬度在后（WGS84）。"),
        error_messages={"required": _("请画出边界，或者写上各个角。")},
    )
    follow = forms.BooleanField(
        label=_("邻田跟着改"),
        required=False,
        help_text=_("公共的边一起动：画进来的从邻田划过来，让出去的划给邻田。"),
    )


class Facts(PlotActForm):
    """What a plot is called and where it belongs."""

    name = forms.CharField(
        label=_("责任田的名称"), max_length=80, error_messages={"required": _("请写责任田的名称。")}
    )
    drawn_from = forms.ChoiceField(label=_("划分依据"), choices=DrawnFrom.choices)
    unit = forms.TypedChoiceField(label=_("哪个单位负责"), coerce=int)
    area = forms.TypedChoiceField(label=_("在哪个村、社区、小区"), coerce=int)


class CodedFacts(Facts):
    """The same of a plot that is new."""

    code = forms.CharField(
        label=_("编号"),
        max_length=16,
        help_text=_("以后不能改：它写在牌子上。"),
        error_messages={"required": _("请写编号。")},
    )

    def new_plot(self) -> NewPlot:
        """What the form says of the new plot."""
        said = self.cleaned_data
        return NewPlot(said["code"], said["name"], DrawnFrom(said["drawn_from"]), said["area"], said["unit"])


class NewPlotForm(CodedFacts, OutlineForm):
    """A new plot with its outline."""

    field_order = ("outline", "follow", "code", "name", "drawn_from", "unit", "area")


class SplitForm(CodedFacts):
    """Where a plot is cut, which part is new, and what goes with it."""

    line = CornersField(
        label=_("分界线的点"),
        help_text=_("每行一个点，经度在前，纬度在后。线的两头要到边界上或边界外。"),
        error_messages={"required": _("请画分界线，或者写上它的点。")},
    )
    part = forms.ChoiceField(
        label=_("新的一块是"),
        choices=[(Part.SMALLER, _("小的一块")), (Part.LARGER, _("大的一块"))],
        widget=forms.RadioSelect,
    )
    buildings = forms.TypedMultipleChoiceField(
        label=_("跟到新的一块去的楼"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    hubs = forms.TypedMultipleChoiceField(
        label=_("跟到新的一块去的中心户"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    same_branch = forms.BooleanField(label=_("新的一块也归现在的党支部"), required=False)
    field_order = (
        "line",
        "part",
        "code",
        "name",
        "drawn_from",
        "unit",
        "area",
        "same_branch",
        "buildings",
        "hubs",
    )

    def along(self) -> GoesAlong:
        """What goes with the new plot."""
        said = self.cleaned_data
        return GoesAlong(frozenset(said["buildings"]), frozenset(said["hubs"]), said["same_branch"])

    def cut_line(self) -> Corners:
        """The line as it was drawn."""
        line: Corners = self.cleaned_data["line"]
        return line


class JoinForm(PlotActForm):
    """Which neighbours are joined to a plot. A choice carries the neighbour's id and its mark."""

    others = forms.MultipleChoiceField(
        label=_("并进来的责任田"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("请选要并进来的责任田。"),
            "invalid_choice": _("刚才有人改过其中一块，请重新选。"),
        },
    )

    def marks(self) -> dict[int, int]:
        """Marks by plot."""
        pairs = (choice.split(":") for choice in self.cleaned_data["others"])
        return {int(plot): int(mark) for plot, mark in pairs}


class CloseForm(PlotActForm):
    """Who takes over what a plot has."""

    to = forms.TypedChoiceField(
        label=_("谁接过去"), coerce=int, empty_value=None, required=False,
        help_text=_("住户、中心户、党支部和团队都归它。什么都没有的田可以不选。"),
    )  # fmt: skip


class DwellingsForm(PlotActForm):
    """Which dwellings go where: whole buildings, or single doors."""

    buildings = forms.TypedMultipleChoiceField(
        label=_("整栋"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    dwellings = forms.TypedMultipleChoiceField(
        label=_("逐户"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    to = forms.TypedChoiceField(
        label=_("归到哪块责任田"), coerce=int, error_messages={"required": _("请选责任田。")}
    )
    hub = forms.TypedChoiceField(
        label=_("由哪个中心户联系"), coerce=int, empty_value=None, required=False,
        help_text=_("不选：原来的中心户在那块田里就不变；那块田只有一个中心户就归它；否则先空着。"),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("buildings") and not cleaned.get("dwellings"):
            self.add_error("buildings", _("请选要移的楼或住户。"))
        return cleaned
