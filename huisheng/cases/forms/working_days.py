"""The holidays of one year, as they are pasted or given as a file."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huisheng.core.holidays import Day, Faulty, read_days
from huisheng.core.ids import uuid7

MOST_BYTES = 100_000
SHOWN = 8
EARLIEST, LATEST = 2000, 2100


class YearForm(forms.Form):
    """A year, its list, and whether what the list says was seen (`shown`)."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    year = forms.IntegerField(widget=forms.HiddenInput, min_value=EARLIEST, max_value=LATEST)
    shown = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20_000)
    days = forms.CharField(
        label=gettext_lazy("放假和补班的日子"),
        help_text=gettext_lazy(
            "一行一个，例如“2027-02-05~2027-02-11 休 春节”或“2027-02-14 班 春节”。从国务院办公厅的通知里抄。"
        ),
        widget=forms.Textarea({"rows": 12}),
        required=False,
        max_length=20_000,
    )
    file = forms.FileField(
        label=gettext_lazy("或者选一个文件"),
        help_text=gettext_lazy("文本或 CSV，每行写法相同。"),
        required=False,
    )

    def __init__(self, *args: Any, year: int, text: str = "", **kwargs: Any) -> None:
        kwargs["initial"] = {"key": uuid7(), "year": year, "days": text}
        super().__init__(*args, **kwargs)
        self.found: list[Day] = []

    def clean(self) -> dict[str, Any]:
        """The list's days in `found`, or each faulty line by its number."""
        cleaned = super().clean() or {}
        field = "file" if cleaned.get("file") else "days"
        text = _text_of(cleaned["file"]) if cleaned.get("file") else cleaned.get("days") or ""
        self.found, faults = read_days(text, cleaned.get("year") or 0)
        if faults:
            self.add_error(field, [said(fault) for fault in faults[:SHOWN]])
        elif not self.found:
            self.add_error(field, _("没有写日子。一年至少有元旦放假。"))
        return cleaned

    def show_again(self, text: str) -> None:
        """The list as it was read, and that it was shown."""
        kept = {name: self.data.get(name) for name in self.data}
        self.data = {**kept, "days": text, "shown": text}


def _text_of(file: Any) -> str:
    if file.size > MOST_BYTES:
        raise ValidationError({"file": _("文件太大了，一年的日子不会这么多。")})
    content = file.read()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return str(content.decode(encoding))
        except UnicodeDecodeError:
            continue
    raise ValidationError({"file": _("看不懂这个文件，请存成文本或 CSV。")})


def said(fault: Faulty) -> str:
    """What is wrong with a line, and how it should be."""
    why = {
        "form": _("请写成“2027-01-01 休 元旦”这样。"),
        "date": _("没有这一天。"),
        "kind": _("日子后面写“休”或“班”。"),
        "year": _("不是这一年的日子。"),
        "order": _("开头的日子在结尾之后。"),
        "long": _("一次最多四十天。"),
        "twice": _("这一天写了两次。"),
    }[fault.why]
    return _("第 %(number)d 行“%(line)s”：%(why)s") % {
        "number": fault.number,
        "line": fault.line[:40],
        "why": why,
    }
