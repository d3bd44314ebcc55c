"""Names in a row, and what stands in brackets behind one, as the reader's language sets them."""

from collections.abc import Iterable

from django.utils.translation import gettext as _


def in_a_row(several: Iterable[str]) -> str:
    """One beside the other: 甲、乙 or A, B."""
    return _("、").join(several)


def with_note(name: str, note: object) -> str:
    """A name and what tells it from others of that name, as a rule its code: 甲（1）or A (1)."""
    return _("%(name)s（%(note)s）") % {"name": name, "note": note}
