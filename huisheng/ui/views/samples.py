"""Invented matters for the component page: every component in every state, at one fixed moment."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huisheng.ui.context import Bar
from huisheng.ui.widgets import DayInput, PhoneInput, PhotosInput

NOW = datetime(2026, 11, 24, 14, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Entry:
    """One line of a timeline."""

    at: datetime
    words: str
    who: str = ""
    kind: str = ""
    note: str = ""


@dataclass(frozen=True)
class Row:
    """One line of a desk's table."""

    title: str
    number: str
    place: str
    step: str
    due: datetime


class SampleForm(forms.Form):
    """Every kind of control."""

    words = forms.CharField(
        label=gettext_lazy("发生了什么？"),
        help_text=gettext_lazy("例如：三号楼二单元的暖气三天不热，家里有老人。"),
        widget=forms.Textarea({"rows": 4}),
    )
    place = forms.CharField(label=gettext_lazy("在哪里？"), min_length=4)
    phone = forms.CharField(
        label=gettext_lazy("怎么把结果告诉您？"),
        help_text=gettext_lazy("电话只用来联系这一件事，办事的人看不到号码。"),
        required=False,
        widget=PhoneInput,
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("哪一类"),
        choices=[
            ("heat", gettext_lazy("供热")),
            ("light", gettext_lazy("路灯")),
            ("other", gettext_lazy("别的")),
        ],
    )
    urgency = forms.ChoiceField(
        label=gettext_lazy("急不急"),
        choices=[
            ("usual", gettext_lazy("平常")),
            ("urgent", gettext_lazy("很急")),
            ("danger", gettext_lazy("有人有危险")),
        ],
        widget=forms.RadioSelect,
    )
    day = forms.DateField(label=gettext_lazy("从哪天开始的"), required=False, widget=DayInput)
    photos = forms.FileField(
        label=gettext_lazy("照片"),
        help_text=gettext_lazy("最多 6 张。照片里的地点信息会自动去掉。"),
        required=False,
        widget=PhotosInput,
    )
    about_unit = forms.BooleanField(
        label=gettext_lazy("这是关于某个单位或某个人的"),
        help_text=gettext_lazy("会直接交给上一级，被说到的单位看不到。"),
        required=False,
    )


def form() -> SampleForm:
    """An untouched form."""
    return SampleForm(auto_id="new_%s")


def wrong_form() -> SampleForm:
    """A form that came back: what was typed is kept, what is wrong is said."""
    typed = {"words": _("暖气不热"), "place": _("3号楼"), "kind": "heat", "day": ""}
    return SampleForm(typed, auto_id="wrong_%s")


def timeline() -> list[Entry]:
    """A matter's course with every kind of entry."""
    return [
        Entry(NOW - HOUR * 1, _("已经修好，室温 21 度。"), _("七支部"), "end"),
        Entry(
            NOW - HOUR * 2,
            _("还没有。上午热了一阵又凉了。"),
            _("居民"),
            "back",
            _("退回给同一个人，街道督办"),
        ),
        Entry(NOW - HOUR * 4, _("供热公司说换热站要停一小时。"), _("七支部"), "note"),
        Entry(NOW - HOUR * 6, _("供热公司应声，约定上午到。"), _("供热公司")),
        Entry(NOW - HOUR * 20, _("过了应声时限，已到街道。"), "", "late"),
        Entry(NOW - HOUR * 21, _("您说的事收到了。")),
    ]


def rows() -> list[Row]:
    """What is due, most pressing first."""
    ahead = timedelta
    return [
        Row(_("3号楼2单元暖气不热"), "春-004172", "锦江花园 · 春-217", "handle", NOW - ahead(minutes=40)),
        Row(_("路灯连着三盏不亮，夜里老人摔了一跤"), "正-003981", "正阳街与普阳街口", "assign", NOW + HOUR),
        Row(_("低保材料交了两个月没有回音"), "迎-001240", "迎宾社区", "feed_back", NOW + HOUR * 3),
        Row(_("小区门口摊位占道，救护车进不来"), "林-000877", "林园小区", "assign", NOW + HOUR * 20),
        Row(_("想学电工，有没有免费的班"), "网-000312", "", "triage", NOW + HOUR * 50),
    ]


def deadlines() -> list[dict[str, Any]]:
    """A deadline in every wording."""
    ahead = [timedelta(hours=hours) for hours in (-50, -2 / 3, 1 / 120, 1, 3, 10, 20, 50, 75, 150, 400)]
    settled = [{"at": NOW, "met": NOW - HOUR}, {"at": NOW, "met": NOW + HOUR * 3}]
    return [{"at": NOW + span, "met": None} for span in ahead] + settled


def facts() -> list[tuple[str, str]]:
    """A plot as terms and values."""
    return [
        (_("责任田"), "春-217"),
        (_("负责的支部"), "景阳社区第七党支部"),
        (_("住户"), "312"),
        (_("中心户"), _("2 户，还缺 1 户")),
    ]


def everything() -> dict[str, Any]:
    """The component page's context."""
    return {
        "now": NOW,
        "form": form(),
        "wrong_form": wrong_form(),
        "entries": timeline(),
        "rows": rows(),
        "deadlines": deadlines(),
        "facts": facts(),
        "tabs": [
            (_("要办的"), "#tabs", True, 12),
            (_("退回来的"), "#tabs", False, 2),
            (_("办完的"), "#tabs", False),
        ],
        "crumbs": [("绿园区", "#crumbs"), ("春城街道", "#crumbs"), ("景阳社区", "")],
        "photos": [
            {"url": "#photos", "thumb": static("ui/sample.svg"), "alt": _("一组暖气片"), "caption": taken}
            for taken in (_("昨天 17:31"), _("今天 09:12"))
        ],
        "places": [("春-217", "#map", "景阳社区第七党支部"), ("春-218", "#map", _("没有支部书记"))],
        "span": timedelta(hours=3, minutes=10),
        "bar": bar(),
    }


def bar() -> Bar:
    """The bar of a desk."""
    names = (_("今日"), _("诉求"), _("接件"), _("调度"), _("回访"), _("网络"))
    places = tuple((name, "#", name == names[0]) for name in names)
    return Bar(places, search="#", name="李敏", post="正阳街道 · 办事员")
