"""A form's field with its label, hint and error, tied together for eyes and screen readers alike."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BaseForm, BoundField
from django.utils.safestring import SafeString

LISTS = (forms.RadioSelect, forms.CheckboxSelectMultiple)


@dataclass(frozen=True)
class Problem:
    """One line of the summary: the field's label, what is wrong, and where to go (`""`: nowhere)."""

    label: str
    words: str
    target: str


def field_context(bound: BoundField, hint: str | None, mark_optional: bool, **attrs: Any) -> dict[str, Any]:
    """What `ui/components/field.html` needs; `attrs` go onto the control (`rows=4`, `autocomplete="tel"`)."""
    widget = bound.field.widget
    hint = str(bound.help_text) if hint is None else hint
    ids = _ids(bound, hint)
    aria = {"aria-describedby": ids} if ids else {}
    if bound.errors:
        aria["aria-invalid"] = "true"
    attrs = {name.replace("_", "-"): value for name, value in attrs.items()}
    is_list = isinstance(widget, LISTS)
    return {
        "bound": bound,
        "kind": _kind(widget),
        "hint": hint,
        "described_by": ids,
        "control": bound.as_widget(attrs={**aria, **attrs}) if not is_list else SafeString(""),
        "options": list(bound.subwidgets) if is_list else [],
        "optional": mark_optional
        and not bound.field.required
        and not isinstance(widget, forms.CheckboxInput),
    }


def problems(*bound_forms: BaseForm) -> list[Problem]:
    """Everything wrong with these forms, in the order of their fields; whole-form problems first."""
    return [problem for form in bound_forms if form is not None for problem in _problems(form)]


def _problems(form: BaseForm) -> Iterator[Problem]:
    for words in form.non_field_errors():
        yield Problem("", str(words), "")
    for bound in form:
        for words in bound.errors:
            label = "" if bound.is_hidden else str(bound.label).rstrip("？?：:")
            yield Problem(label, str(words), _target(bound) if label else "")


def _target(bound: BoundField) -> str:
    """The id of the control; of the first choice for a list of choices."""
    return f"{bound.auto_id}_0" if isinstance(bound.field.widget, LISTS) else str(bound.id_for_label)


def _ids(bound: BoundField, hint: str) -> str:
    ids = [f"{bound.auto_id}_hint"] if hint else []
    if bound.errors:
        ids.append(f"{bound.auto_id}_error")
    return " ".join(ids)


def _kind(widget: forms.Widget) -> str:
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, LISTS):
        return "list"
    return "check" if isinstance(widget, forms.CheckboxInput) else "text"
