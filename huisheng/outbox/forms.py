"""Wording a message: what is wrong with a template is said by its field before anybody is sent it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huisheng.outbox.kinds import PLACEHOLDERS
from huisheng.outbox.wording import (
    LANGUAGES,
    Body,
    Wording,
    example_facts,
    filled,
    has_link,
    sms_parts,
    unknown_names,
)

MOST_PARTS = 4
LONGEST = 4000


class TemplateForm(forms.Form):
    """Cleaned: `wording`, over the version that the page showed."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    subject = forms.CharField(
        label=gettext_lazy("邮件标题"),
        max_length=120,
        error_messages={"required": gettext_lazy("请写一个标题。")},
    )
    sms = forms.CharField(
        label=gettext_lazy("短信和聊天消息"),
        help_text=gettext_lazy("前面会自动加上“【回声】”。链接两边留空格，手机才认得出。"),
        widget=forms.Textarea({"rows": 3}),
        max_length=LONGEST,
        error_messages={"required": gettext_lazy("请写短信的内容。")},
    )
    letter = forms.CharField(
        label=gettext_lazy("邮件和信件"),
        widget=forms.Textarea({"rows": 9}),
        max_length=LONGEST,
        error_messages={"required": gettext_lazy("请写邮件的内容。")},
    )

    def __init__(self, *args: Any, kind: str, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.language = kind, language

    def clean_subject(self) -> str:
        """One line, with names that this kind knows; no link, since a subject is shown on locked screens."""
        subject = self._with_known_names("subject")
        if has_link(self.kind, subject):
            raise ValidationError(_("标题会显示在锁屏上，不要放链接。"))
        return " ".join(subject.split())

    def clean_sms(self) -> str:
        """With the link, and not longer than telephones take."""
        sms = self._with_link("sms")
        parts = sms_parts(self._body(sms=sms).sms)
        if parts > MOST_PARTS:
            raise ValidationError(
                _("这条要拆成 %(parts)d 条短信才发得出去，最多 %(most)d 条。请写短一些。")
                % {"parts": parts, "most": MOST_PARTS}
            )
        return sms

    def clean_letter(self) -> str:
        """With the link."""
        return self._with_link("letter")

    @property
    def wording(self) -> Wording:
        """What was written."""
        cleaned = self.cleaned_data
        return Wording(cleaned["subject"], cleaned["sms"], cleaned["letter"], cleaned["seen"])

    def preview(self) -> Body:
        """What a resident would get, with invented facts. Only of a form that is right."""
        return self._body(**{name: self.cleaned_data[name] for name in ("subject", "sms", "letter")})

    def _body(self, **texts: str) -> Body:
        wording = Wording(texts.get("subject", ""), texts.get("sms", ""), texts.get("letter", ""))
        return filled(self.kind, self.language, wording, example_facts(self.kind))

    def _with_known_names(self, name: str) -> str:
        text = str(self.cleaned_data[name]).replace("\r\n", "\n").strip()
        unknown = unknown_names(self.kind, text)
        if unknown:
            raise ValidationError(
                _("不认得 %(names)s。能用的写在右边；不要单独的大括号。") % {"names": " ".join(unknown)}
            )
        return text

    def _with_link(self, name: str) -> str:
        text = self._with_known_names(name)
        if not has_link(self.kind, text):
            link = PLACEHOLDERS["link"]
            written = link.chinese if self.language == LANGUAGES[0] else link.name
            raise ValidationError(
                _("少了 %(name)s：没有它，居民打不开自己的事。") % {"name": f"{{{written}}}"}
            )
        return text
