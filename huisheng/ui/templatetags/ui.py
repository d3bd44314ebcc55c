"""`{% load ui %}`: every component by name. README.md lists them; /look/ shows them in every state."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.template import Context
from django.template.loader import get_template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from huisheng.ui import words
from huisheng.ui.components import figures, parts, pictures, steps, times
from huisheng.ui.components.fields import field_context, problems
from huisheng.ui.styles import sheet

register = template.Library()

register.simple_tag(times.due, name="due")
register.simple_tag(times.when, name="when")
register.simple_tag(times.lasted, name="lasted")
register.simple_tag(pictures.qr, name="qr")
register.simple_tag(parts.part, name="part")
register.filter("count", words.say_count)
register.filter("share", words.say_share)
register.filter("day", words.say_date)
register.filter("moment", words.say_exactly)


# What a page is made of


@register.simple_tag(takes_context=True)
def html_attributes(context: Context) -> SafeString:
    """Attributes of `<html>`: language, and the reader's size, theme and keys where not the usual."""
    language = {"zh-hans": "zh-Hans"}.get(get_language() or "", get_language() or "zh-Hans")
    look = context.get("look")
    chosen = [("size", "normal"), ("theme", "system"), ("keys", "on")] if look else []
    extra = [
        format_html(' data-{}="{}"', name, getattr(look, name))
        for name, usual in chosen
        if getattr(look, name) != usual
    ]
    return format_html('lang="{}"{}', language, SafeString("".join(extra)))


@register.simple_tag
def stylesheet() -> str:
    """The address of the one style sheet."""
    return reverse("ui:stylesheet", args=[sheet().digest])


@register.inclusion_tag("ui/components/mark.html")
def mark() -> dict[str, Any]:
    """The mark, in the colour of the text around it."""
    return {}


@register.simple_tag(takes_context=True)
def switches(context: Context) -> SafeString:
    """大字版, English, 深色: a form that works without JavaScript; `back_here "switches"` goes with it."""
    return parts.part("ui/components/switches.html", look=context.get("look"))


@register.simple_tag(takes_context=True)
def back_here(context: Context, form: str) -> SafeString:
    """For a form of choices, which is the same on every page: that it comes back to this one."""
    request = context.get("request")
    here = request.get_full_path() if request else "/"
    return format_html('<input type="hidden" name="next" value="{}" form="{}">', here, form)


@register.inclusion_tag("ui/components/htmx.html")
def htmx() -> dict[str, Any]:
    """htmx and its settings, for `{% block htmx %}`; desk pages have it already."""
    return {}


# Lines


@register.inclusion_tag("ui/components/steps.html", name="steps")
def steps_tag(current: str | int, sent_back: bool = False, taken_back: bool = False) -> dict[str, Any]:
    """The five steps; `current` is collect, triage, assign, handle, feed_back or done."""
    return {"steps": steps.five_steps(current, sent_back=sent_back, taken_back=taken_back)}


@register.simple_tag
def step_name(key: str) -> str:
    """The name of one step, for tables."""
    return str(steps.NAMES[key])


@register.inclusion_tag("ui/components/timeline.html")
def timeline(entries: Iterable[Any], now: Any = None) -> dict[str, Any]:
    """What happened, newest first: entries with `at`, `words`, and if wanted `who`, `kind`, `note`, `href`.

    Kinds: "" usual, "note" internal, "late", "back" sent back, "end" closed.
    """
    return {"entries": entries, "now": now}


@register.inclusion_tag("ui/components/tabs.html")
def tabs(items: Iterable[Sequence[Any]], label: str) -> dict[str, Any]:
    """Links between views of one thing: (label, url, current) or (label, url, current, count)."""
    return {"items": items, "label": label}


@register.inclusion_tag("ui/components/crumbs.html")
def crumbs(items: Iterable[Sequence[str]]) -> dict[str, Any]:
    """Where this page lies: (label, url); the last one is this page and needs no url."""
    return {"items": items}


@register.inclusion_tag("ui/components/pager.html")
def pager(newer: str = "", older: str = "", note: str = "", label: str = "") -> dict[str, Any]:
    """Keyset pages: the addresses of the newer and the older page, "" where there is none.

    Two on one page need a `label` each.
    """
    return {"newer": newer, "older": older, "note": note, "label": label}


@register.simple_tag
def keys(*pairs: str, rows: bool = True) -> SafeString:
    """The keyboard in view: {% keys "A" "交办" "R" "答复" %}; `rows=False` leaves out J, K and Enter."""
    return parts.part(
        "ui/components/keys.html", pairs=tuple(zip(pairs[::2], pairs[1::2], strict=True)), rows=rows
    )


# Small things


@register.simple_tag
def tag(text: object, kind: str = "") -> SafeString:
    """A word in a pill: "" green, soon amber, late rust, info blue, quiet grey."""
    return format_html('<span class="tag{}{}">{}</span>', " " if kind else "", kind, text)


@register.simple_tag
def act(
    text: str, href: str = "", kind: str = "", *, name: str = "", value: str = "", wide: bool = False,
    key: str = "", form: str = "", hint: str = "", formaction: str = "",
) -> SafeString:  # fmt: skip
    """A button that submits, or a link when `href` is given. One filled button a page: the next act.

    Kinds: "" filled, "plain", "danger", "link". `key` presses it from the keyboard and is shown in it.
    """
    drawn = parts.part("ui/components/act.html", **locals() | {"href": "#" if href else ""})
    # Where it leads is not kept with it: a resident's own address is a secret.
    return SafeString(drawn.replace('href="#"', format_html('href="{}"', href), 1)) if href else drawn


@register.inclusion_tag("ui/components/facts.html")
def facts(pairs: Iterable[Sequence[Any]]) -> dict[str, Any]:
    """Terms and what they are: (term, value)."""
    return {"pairs": pairs}


@register.inclusion_tag("ui/components/empty.html")
def empty(title: str, text: str = "", href: str = "", link: str = "") -> dict[str, Any]:
    """Nothing here: says so, why, and where to go."""
    return {"title": title, "text": text, "href": href, "link": link}


@register.inclusion_tag("ui/components/copy.html")
def copy(text: str, label: str) -> dict[str, Any]:
    """A text to take along; the button shows only where a script can copy."""
    return {"text": text, "label": label}


@register.inclusion_tag("ui/components/photos.html")
def photos(items: Iterable[Any]) -> dict[str, Any]:
    """A grid of pictures: items with `url`, `thumb`, `alt`, and if wanted `caption`."""
    return {"items": items}


@register.inclusion_tag("ui/components/watch.html")
def watch(url: str, every: int = 45) -> dict[str, Any]:
    """Asks `url` every so many seconds (htmx) what changed: 204 nothing, else a `{% stale %}` to show."""
    return {"url": url, "every": every}


@register.inclusion_tag("ui/components/figure.html")
def figure(
    label: str, value: float | int | None, *, n: int | None = None, low: float | None = None,
    high: float | None = None, target: float | None = None, unit: str = "", href: str = "", note: str = "",
    digits: int = 1,
) -> dict[str, Any]:  # fmt: skip
    """A figure: a float is a share, an int a count; with n, interval, target and a way down."""
    return figures.figure_context(
        label,
        value,
        n=n,
        low=low,
        high=high,
        target=target,
        unit=unit,
        href=href,
        note=note,
        digits=digits,
    )


# Forms


@register.inclusion_tag("ui/components/field.html")
def field(
    bound: BoundField, hint: str | None = None, mark_optional: bool = True, **attrs: Any
) -> dict[str, Any]:
    """A field with label, hint and error; further keywords become attributes of its control."""
    return field_context(bound, hint, mark_optional, **attrs)


@register.inclusion_tag("ui/components/errors.html")
def errors(*bound_forms: BaseForm) -> dict[str, Any]:
    """What is wrong with these forms, at the top, with links to the fields; nothing when all is well."""
    found = problems(*bound_forms)
    return {"problems": found, "places": len({each.target or each.words for each in found})}


@register.simple_tag(takes_context=True)
def title_warning(context: Context) -> str:
    """“要改：” before the title of a page whose form came back with problems: tabs and screen readers say it first."""
    # By type(), since isinstance would wake lazy values: the token against forgery sets a cookie.
    shown: list[Any] = [value for value in context.flatten().values() if issubclass(type(value), BaseForm)]
    wrong = any(form.is_bound and form.errors for form in shown)
    return gettext("要改：") if wrong else ""


# Boxes with something inside: {% card "时限" %} … {% endcard %}


@register.simple_block_tag
def card(content: str, title: str = "", kind: str = "", id: str = "", level: int = 2) -> str:
    """A box of its own; kinds: "" plain, "info", "soon", "late", "leaf" washes, "bare" without padding."""
    return _box("card", locals())


@register.simple_block_tag
def notice(content: str, kind: str = "info", title: str = "") -> str:
    """Something to know now; kinds: info, success, soon, problem."""
    return _box("notice", locals())


@register.simple_block_tag
def table(content: str, caption: str, keyboard: bool = True, stack: bool = True) -> str:
    """A table's rows (`<thead>`, `<tbody>`) in a frame that scrolls, or stacks on narrow screens.

    For stacking, cells carry `data-label`. With `keyboard`, J and K walk the rows' first links.
    """
    return _box("table", locals())


@register.simple_block_tag
def stale(content: str, href: str, title: str = "") -> str:
    """What somebody else changed since this page was opened, and the way to see it."""
    return _box("stale", locals())


@register.simple_block_tag
def mapframe(
    content: str, label: str, items: Iterable[Sequence[Any]] = (), href: str = "", note: str = ""
) -> str:
    """A map (SVG inside) with its list: (label, url) or (label, url, note); `href` is the whole list."""
    return _box("mapframe", locals())


def _box(name: str, values: dict[str, Any]) -> str:
    return get_template(f"ui/components/{name}.html").render(values)
