"""What a resident writes later: more words, a rating, a lost receipt's number, a code from paper."""

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huisheng.cases.actions.handles import SECRET_LENGTH, SECRET_LETTERS
from huisheng.cases.models.codes import Level
from huisheng.people.contacts import Contact, read_contact
from huisheng.portal.forms.ask import DAMAGED, LONGEST_WORDS
from huisheng.portal.forms.pictures import PicturesField

# The street's part is one Chinese letter here and may be longer elsewhere; then its hyphens are needed.
_NUMBER = re.compile(r"(\d{4})(?:-([^-]{1,12})-|([\u3400-\u9fff]))(\d{1,9})")


class AdditionForm(forms.Form):
    """More words or pictures, at least one of both; `is_reply`: they answer a question."""

    words = forms.CharField(
        label=gettext_lazy("补充几句"), required=False, widget=forms.Textarea({"rows": 4})
    )
    photos = PicturesField(
        label=gettext_lazy("照片"),
        help_text=gettext_lazy("最多 6 张。照片里的拍摄地点、时间会自动去掉。"),
    )

    def __init__(self, *args: Any, is_reply: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        if is_reply:
            self.fields["words"].label = _("您的回答")

    def clean_words(self) -> str:
        """At most as many letters as a request may have."""
        words = str(self.cleaned_data["words"]).replace("\r\n", "\n").strip()
        if len(words) > LONGEST_WORDS or DAMAGED in words:
            raise ValidationError(_("最多写 %(most)d 个字，请写短一些。") % {"most": LONGEST_WORDS})
        return words

    def clean(self) -> dict[str, Any]:
        """Nothing at all is nothing to send."""
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("words") and not cleaned.get("photos"):
            self.add_error("words", _("请写几句，或选一张照片。"))
        return cleaned


class RatingForm(forms.Form):
    """一事一评 (domain.md D43); every question may be left out."""

    attitude = forms.ChoiceField(
        label=gettext_lazy("对您的态度，您满意吗？"),
        choices=Level.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    effort = forms.ChoiceField(
        label=gettext_lazy("办事尽不尽力，您满意吗？"),
        choices=Level.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    outcome = forms.ChoiceField(
        label=gettext_lazy("办成这样，您满意吗？"),
        choices=Level.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    policy_limit = forms.BooleanField(
        label=gettext_lazy("是政策不允许，或者没有这笔钱，不怪办事的人"), required=False
    )
    words = forms.CharField(
        label=gettext_lazy("还想说什么"), max_length=1000, required=False, widget=forms.Textarea({"rows": 3})
    )

    def clean(self) -> dict[str, Any]:
        """An empty rating says nothing."""
        cleaned = super().clean() or {}
        if not self.errors and not any(cleaned.values()):
            raise ValidationError(_("一项也没有选。可以不评，直接返回就行。"))
        return cleaned


class LostForm(forms.Form):
    """The number of the matter and the contact that was left with it. Cleaned: both normalised."""

    number = forms.CharField(
        label=gettext_lazy("诉求编号"),
        help_text=gettext_lazy("像 2026-春-004172 这样。短信、邮件和纸回执上都有。"),
        error_messages={"required": gettext_lazy("请写诉求编号。")},
    )
    contact = forms.CharField(
        label=gettext_lazy("当时留的手机号或邮箱"),
        widget=forms.TextInput({"autocomplete": "tel", "autocapitalize": "off", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("请写当时留的手机号或邮箱。")},
    )

    def clean_number(self) -> str:
        """The number as it is stored; blanks, full-width letters and a missing hyphen are forgiven."""
        typed = re.sub(r"[\s—–－]+", "-", unicodedata.normalize("NFKC", self.cleaned_data["number"]).strip())
        found = _NUMBER.fullmatch(typed)
        if found is None:
            raise ValidationError(_("编号是年份、一个字、六位数字，像 2026-春-004172。"))
        return f"{found[1]}-{found[2] or found[3]}-{found[4].zfill(6)}"

    def clean_contact(self) -> Contact:
        """`ValidationError` that says what to type."""
        contact = read_contact(self.cleaned_data["contact"])
        if contact is None:
            raise ValidationError(_("请写当时留的手机号或邮箱。"))
        return contact


class SecretForm(forms.Form):
    """The code of a printed receipt, typed by hand. Cleaned: the secret as it stands in the link."""

    code = forms.CharField(
        label=gettext_lazy("回执上的码"),
        help_text=gettext_lazy("回执上链接的最后 20 个字母和数字。大写小写、空格都没关系。"),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("请写回执上的码。")},
    )

    def clean_code(self) -> str:
        """Blanks, hyphens, capital letters and a whole pasted link are forgiven."""
        code = tidy_secret(self.cleaned_data["code"])
        if len(code) != SECRET_LENGTH or set(code) - set(SECRET_LETTERS):
            raise ValidationError(
                _("码是 %(length)d 个字母和数字，这里是 %(count)d 个。请对着回执再看一遍。")
                % {"length": SECRET_LENGTH, "count": len(code)}
            )
        return code


def tidy_secret(typed: str) -> str:
    """What was typed or pasted as the secret it means, without blanks and the sentence's marks around it."""
    last = unicodedata.normalize("NFKC", typed).strip().rstrip("/").rpartition("/t/")[2]
    return re.sub(r"[\W_]+", "", last.partition("/")[0]).lower()
