"""What is typed for one act on one case. Every form carries the key that makes it count once, and the version
of the case that its page showed."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from huisheng.cases.actions.course import Token
from huisheng.cases.forms.fields import UnitField, offer
from huisheng.cases.models.codes import Level
from huisheng.core.ids import uuid7

MOST_WORDS = 4000
LONGEST_MESSAGE = 300


def words_field(label: Any, help_text: Any = "", *, required: bool = True, rows: int = 5) -> forms.CharField:
    """A field for a few sentences."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=MOST_WORDS,
        widget=forms.Textarea({"rows": rows}),
        error_messages={"required": _("请写几句。")},
    )


class ActForm(forms.Form):
    """The form of an act that needs nothing typed. `seen` begins as the version shown."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, seen: int = 0, **kwargs: Any) -> None:
        kwargs["initial"] = {"seen": seen, "key": uuid7(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        for name in ("key", "seen"):
            self.fields[name].error_messages = dict.fromkeys(
                ("required", "invalid", "min_value"), _("这一页不完整，请刷新后再交。")
            )

    def token(self) -> Token:
        """The key and the version, for the act."""
        return Token(self.cleaned_data["key"], self.cleaned_data["seen"])

    def see_again(self, version: int) -> None:
        """The page now shows this version: the form may be sent again, under a fresh key."""
        fresh = {self.add_prefix("seen"): str(version), self.add_prefix("key"): str(uuid7())}
        self.data = {**{name: self.data.get(name) for name in self.data}, **fresh}


class ProgressForm(ActForm):
    words = words_field(_("到哪一步了"), _("居民会看到。"))


class NoteForm(ActForm):
    words = words_field(_("记一笔"), _("只给同事看，居民看不到。不写对人的看法。"))


class QuestionForm(ActForm):
    words = words_field(_("想问居民什么"), _("居民会看到。时限照走，等回答的时候也请接着办。"))


class MessageForm(ActForm):
    """What is passed on to the resident; short enough to be read as an SMS."""

    words = words_field(
        _("想对居民说什么"),
        _("系统替您转发短信或邮件，双方都看不到号码。请不要写自己的手机号，也不要问对方的。"),
        rows=4,
    )

    def clean_words(self) -> str:
        words = str(self.cleaned_data["words"])
        if len(words) > LONGEST_MESSAGE:
            over = len(words) - LONGEST_MESSAGE
            raise ValidationError(_("太长了，多了 %(over)d 个字。一条最多 300 个字。") % {"over": over})
        return words


class UnitForm(ActForm):
    unit = UnitField(
        label=_("哪个单位"), help_text=_("写名称或代码。"), error_messages={"required": _("请写一个单位。")}
    )


class ReassignForm(UnitForm):
    """Which unit has it from now on, and whether who was called stays called."""

    keep_called = forms.BooleanField(label=_("一起办的单位接着来"), required=False, initial=True)

    def __init__(self, *args: Any, called: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not called:
            del self.fields["keep_called"]

    def keeps_called(self) -> bool:
        """Whether who was called stays called; true where nobody was."""
        return bool(self.cleaned_data.get("keep_called", True))


class CallForm(UnitForm):
    """Which unit to call to a case."""


class GiveForm(ActForm):
    """One of the persons of the unit, or nobody in particular."""

    person = forms.TypedChoiceField(label=_("交给谁"), coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, people: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "person", [("", _("不指定个人")), *people.items()])


class SendBackForm(ActForm):
    words = words_field(_("居民说还差什么"), _("照居民的话写。"), required=False, rows=3)


class WordsOfResidentForm(ActForm):
    words = words_field(_("居民说了什么"), _("照居民的话写，办事的单位会看到。"), rows=3)


class RatingForm(ActForm):
    """一事一评 (D43), taken by telephone: each of the three may be left open."""

    outcome = forms.ChoiceField(label=_("结果"), choices=[("", _("没有说")), *Level.choices], required=False)
    attitude = forms.ChoiceField(label=_("态度"), choices=[("", _("没有说")), *Level.choices], required=False)
    effort = forms.ChoiceField(label=_("尽力"), choices=[("", _("没有说")), *Level.choices], required=False)
    policy_limit = forms.BooleanField(label=_("居民说是政策不允许，不怪办事的人"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not any(cleaned.get(name) for name in ("outcome", "attitude", "effort", "policy_limit")):
            raise ValidationError(_("一项也没有选。居民不愿评价，就不用填。"))
        return cleaned
