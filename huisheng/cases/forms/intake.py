"""One screen for what comes in by telephone, at the counter and on visits."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huisheng.cases.actions.ask import Request
from huisheng.cases.forms.acts import words_field
from huisheng.cases.forms.fields import PicturesField, PlaceField, UnitField, offer
from huisheng.cases.forms.triage import category_choices
from huisheng.cases.models.codes import Channel, Urgency
from huisheng.cases.slips import Slip, new_slip, read_slip
from huisheng.people.actions.subjects import Wishes
from huisheng.people.contacts import Contact, read_contact
from huisheng.ui.widgets import PhoneInput

TAKEN_IN_BY_STAFF = (Channel.PHONE, Channel.COUNTER, Channel.VISIT)


class ContactField(forms.CharField):
    """A telephone number or an e-mail address; a `Contact`, or None."""

    widget = PhoneInput

    def clean(self, value: Any) -> Any:
        return read_contact(super().clean(value) or "")


class IntakeForm(forms.Form):
    key = forms.CharField(widget=forms.HiddenInput, required=False)
    channel = forms.ChoiceField(
        label=_("怎么来的"),
        choices=[(channel.value, channel.label) for channel in TAKEN_IN_BY_STAFF],
        initial=Channel.PHONE,
        widget=forms.RadioSelect,
    )
    words = words_field(_("居民说了什么"), _("照居民的话写，一件事一张。"), rows=4)
    category = forms.TypedChoiceField(label=_("类别"), coerce=int, empty_value=None, required=False)
    urgency = forms.ChoiceField(label=_("急不急"), choices=Urgency.choices, initial=Urgency.NORMAL)
    place = PlaceField(
        label=_("在哪里"),
        required=False,
        help_text=_("责任田的编号、社区或街道，或者经纬度。不知道就空着，由整理的人补。"),
    )
    address = forms.CharField(
        label=_("详细地址"),
        required=False,
        max_length=200,
        help_text=_("封存，只有办这件事的人看得到。"),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    at_home = forms.BooleanField(
        label=_("这是在居民家里的事"),
        required=False,
        help_text=_("请当面告诉居民：上门的人会看到地址，谁看过都记下来，居民查得到。"),
    )
    contact = ContactField(
        label=_("电话或邮箱"),
        required=False,
        max_length=120,
        help_text=_("封存，办事的人看不到号码。不留也可以。"),
        widget=PhoneInput(),
    )
    language = forms.ChoiceField(
        label=_("给居民的消息用"), choices=settings.LANGUAGES, initial=settings.LANGUAGE_CODE, required=False
    )
    by_letter = forms.BooleanField(
        label=_("要寄信"),
        required=False,
        help_text=_("没有电话和邮箱，或者打不通时，把答复寄到详细地址。"),
    )
    photos = PicturesField(
        label=_("照片"), required=False, help_text=_("最多 6 张。照片里的地点信息会自动去掉。")
    )
    about_a_unit = forms.BooleanField(
        label=_("说的是某个单位或工作人员"),
        required=False,
        help_text=_("直接交给上一级，被说到的单位看不到。"),
    )
    accused = UnitField(label=_("哪个单位"), required=False, help_text=_("说不清就空着，由指导中心判断。"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"key": new_slip().text, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        offer(self, "category", category_choices(_("不知道，由整理的人定")))
        self.fields["contact"].widget.attrs["autocomplete"] = "off"

    def clean_key(self) -> Slip:
        """The slip, from which key and secret follow."""
        return read_slip(self.cleaned_data["key"])

    def anew(self) -> None:
        """Let what was typed count as another matter: the form gets a fresh slip."""
        self.data = {**{name: self.data.get(name) for name in self.data}, "key": new_slip().text}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("accused") and not cleaned.get("about_a_unit"):
            cleaned["about_a_unit"] = True
        if cleaned.get("by_letter") and not cleaned.get("address"):
            self.add_error("by_letter", gettext("要寄信，请写上能收到信的详细地址。"))
        return cleaned

    def request(self) -> Request:
        """What to take in."""
        cleaned = self.cleaned_data
        contact: Contact | None = cleaned["contact"]
        return Request(
            words=cleaned["words"],
            key=cleaned["key"].key,
            secret=cleaned["key"].secret,
            channel=Channel(cleaned["channel"]),
            category_id=cleaned["category"],
            urgency=Urgency(cleaned["urgency"]),
            plot_id=cleaned["place"].plot_id,
            desk_unit_id=cleaned["place"].desk_unit_id,
            point=cleaned["place"].point,
            address=cleaned["address"],
            at_home=cleaned["at_home"],
            contact=contact,
            wishes=Wishes(cleaned["language"] or settings.LANGUAGE_CODE, cleaned["by_letter"]),
            about_a_unit=cleaned["about_a_unit"],
            accused_unit_id=cleaned["accused"],
            pictures=cleaned["photos"],
        )
