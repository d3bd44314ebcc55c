"""The form with which a file of the network is given in."""

from pathlib import Path
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from huisheng.network.files.coordinates import NAMES, WGS84

SUFFIXES = (".xlsx", ".geojson", ".csv")
WHOLE, PARTLY = "whole", "partly"
SYSTEMS = [
    (WGS84, _("WGS84：卫星定位、天地图、这里导出的文件")),
    ("gcj02", _("GCJ-02：高德、腾讯地图")),
    ("bd09", _("BD-09：百度地图")),
]


class UploadForm(forms.Form):
    """A workbook, GeoJSON or CSV; the system of its boundaries; and what to do when rows are wrong."""

    file = forms.FileField(
        label=_("文件"),
        help_text=_("工作簿（.xlsx）、GeoJSON，或者一张 CSV（按 units.csv 这样取名）。"),
        error_messages={"required": _("请选一个文件。"), "empty": _("这个文件是空的。")},
        widget=forms.FileInput({"accept": ",".join(SUFFIXES)}),
    )
    coordinates = forms.ChoiceField(
        label=_("边界用的坐标"),
        choices=SYSTEMS,
        initial=WGS84,
        widget=forms.RadioSelect,
        help_text=_("不是 WGS84 的会先换算。文件里没有边界就不用管。"),
    )
    rows = forms.ChoiceField(
        label=_("有的行不对怎么办"),
        choices=[(WHOLE, _("一行也不收，全改好再来")), (PARTLY, _("收对的行，不对的退给我"))],
        initial=WHOLE,
        widget=forms.RadioSelect,
    )

    def clean_file(self) -> Any:
        """Only what can be read at all; what is in it is looked at later."""
        file = self.cleaned_data["file"]
        if Path(file.name).suffix.lower() not in SUFFIXES:
            raise ValidationError(_("只收 .xlsx、.geojson 和 .csv。旧版 .xls 请另存为 .xlsx。"))
        return file

    @property
    def partly(self) -> bool:
        """Whether right rows are taken where others are wrong."""
        return str(self.cleaned_data["rows"]) == PARTLY


class MembersForm(forms.Form):
    """For what the register of members is taken out."""

    reason = forms.CharField(
        label=_("用途"),
        min_length=4,
        max_length=200,
        help_text=_("写明拿去做什么，例如“年底党内统计”。您的姓名、时间和用途会留下记录。"),
        error_messages={
            "required": _("请写用途。"),
            "min_length": _("请把用途写明白一些。"),
            "max_length": _("用途太长，最多 200 个字。"),
        },
    )
    whole = forms.BooleanField(label=_("连同组织网络，一起放进一个工作簿"), required=False)

    def clean_reason(self) -> str:
        """In one line."""
        return " ".join(str(self.cleaned_data["reason"]).split())


def system_name(code: str) -> str:
    """The name of a coordinate system, as maps call it."""
    return NAMES.get(code, code)
