"""The one form with which everything begins. Only the words are needed."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from huisheng.cases.models import Category
from huisheng.cases.queries.catalogue import catalogue
from huisheng.network.points import read_point
from huisheng.network.tree import tree
from huisheng.people.contacts import Contact, read_contact
from huisheng.portal.drafts import LONGEST_ADDRESS
from huisheng.portal.forms.pictures import PicturesField
from huisheng.portal.queries.places import Place, read_place

LONGEST_WORDS = 4000
UNKNOWN = "unknown"
DAMAGED = "\ufffd"  # what decoding leaves where bytes were no UTF-8


class AskForm(forms.Form):
    """Cleaned: `words`, `category_id` (int or None), `contact` (Contact or None), `photos`, and `place`."""

    words = forms.CharField(
        label=gettext_lazy("发生了什么？"),
        help_text=gettext_lazy("例如：三号楼二单元的暖气三天不热，家里有老人。"),
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": gettext_lazy("请写一句，发生了什么。")},
    )
    category = forms.CharField(required=False)
    address = forms.CharField(
        label=gettext_lazy("在哪里？"),
        help_text=gettext_lazy("写小区和楼号；也可以写楼下牌子上的六位码。"),
        required=False,
    )
    plot = forms.CharField(required=False, widget=forms.HiddenInput)
    area = forms.CharField(required=False, widget=forms.HiddenInput)
    lon = forms.CharField(required=False, widget=forms.HiddenInput)
    lat = forms.CharField(required=False, widget=forms.HiddenInput)
    outside = forms.CharField(required=False, widget=forms.HiddenInput)
    at_home = forms.BooleanField(
        label=gettext_lazy("这是在我家里的事"),
        help_text=gettext_lazy(
            "只有上门办这件事的人看得到您写的地址；谁看过，您随时能查。写了门牌号的，也这样办。"
        ),
        required=False,
    )
    contact = forms.CharField(
        label=gettext_lazy("怎么把结果告诉您？"),
        help_text=gettext_lazy("手机号或邮箱。只用来联系这一件事，办事的人看不到号码。"),
        required=False,
        widget=forms.TextInput({"autocomplete": "tel", "autocapitalize": "off", "spellcheck": "false"}),
    )
    by_letter = forms.BooleanField(
        label=gettext_lazy("用信件告诉我"),
        help_text=gettext_lazy("没有电话和邮箱，或者打不通时，把答复寄到上面写的地址。要写到门牌。"),
        required=False,
    )
    photos = PicturesField(
        label=gettext_lazy("照片"),
        help_text=gettext_lazy("最多 6 张。照片里的拍摄地点、时间会自动去掉。"),
    )
    about = forms.BooleanField(
        label=gettext_lazy("这是关于某个单位或某个人的"),
        help_text=gettext_lazy("会直接交给上一级，被说到的单位看不到。"),
        required=False,
    )
    accused = forms.CharField(required=False)

    place: Place

    def clean_words(self) -> str:
        """Every kind of line end as one; `ValidationError` for too much, or for letters that came damaged."""
        words = self.cleaned_data["words"].replace("\r\n", "\n").replace("\r", "\n").strip()
        if len(words) > LONGEST_WORDS:
            over = len(words) - LONGEST_WORDS
            raise ValidationError(
                _("最多写 %(most)d 个字，现在多了 %(over)d 个。") % {"most": LONGEST_WORDS, "over": over}
            )
        if DAMAGED in words:
            raise ValidationError(_("有些字没有传清楚（显示成 �）。请改好再交。"))
        return str(words)

    def clean_address(self) -> str:
        """At most 200 letters."""
        address = str(self.cleaned_data["address"])
        if len(address) > LONGEST_ADDRESS or DAMAGED in address:
            raise ValidationError(_("请把地点写短一些，只写小区、楼号、门牌。"))
        return address

    def clean_contact(self) -> Contact | None:
        """`ValidationError` that says what to type."""
        return read_contact(self.cleaned_data["contact"])

    def clean_accused(self) -> int | None:
        """The id of the unit; a unit that is not there is left out, the words say whom it is about."""
        unit = tree().by_code(self.cleaned_data["accused"])
        return unit.id if unit is not None and not unit.closed and unit.parent_id is not None else None

    def clean(self) -> dict[str, Any]:
        """Read the place; a point that is no place here is a problem, unless it is meant so."""
        cleaned = super().clean() or {}
        self.place = self.read_place()
        if self.place.finding is not None and not cleaned.get("outside"):
            self.add_error("address", self.place.finding.message)
        if cleaned.get("by_letter") and not self.place.address:
            self.add_error("by_letter", _("要寄信，请在“在哪里”写上能收到信的地址。"))
        cleaned["category_id"] = self._category_id(cleaned)
        return cleaned

    def read_place(self) -> Place:
        """The place as the raw fields say it, whether or not the rest of the form is right."""
        raw = {name: str(self.data.get(name, "")) for name in ("address", "plot", "area", "lon", "lat")}
        point = read_point(f"{raw['lon']},{raw['lat']}")
        return read_place(raw["address"][:LONGEST_ADDRESS], raw["plot"], raw["area"], point)

    def _category_id(self, cleaned: dict[str, Any]) -> int | None:
        code = cleaned.get("category", "")
        if code == UNKNOWN:
            return None
        known = catalogue().by_code.get(code) or catalogue().suggest(cleaned.get("words", ""))
        return known.id if known is not None else None


def category_name(category: Category) -> str:
    """The category's name in the reader's language."""
    return category.name_en if get_language() == "en" else category.name
