"""Cases that somebody chose from a list, and what an act on all of them comes to, line by line."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from huisheng.cases.models import Batch, Case, Handle
from huisheng.cases.models.batch import Why
from huisheng.cases.permissions import visible
from huisheng.cases.queries.names import category_name, plot_label, unit_name
from huisheng.people.viewer import Viewer

Kind = Batch.Kind


@dataclass(frozen=True)
class Line:
    """One case: `will` says what happens to it, or `refused` why nothing does."""

    case: Case
    place: str
    category: str
    will: str
    refused: str


def chosen(viewer: Viewer, numbers: Sequence[str], most: int) -> list[Case]:
    """The cases with these numbers that this person may see, the earliest first. Two statements."""
    handles = Handle.objects.filter(kind=Handle.Kind.NUMBER, value__in=list(numbers)[:most])
    ids = list(handles.values_list("case_id", flat=True))
    return list(visible(viewer).filter(pk__in=ids).order_by("id")) if ids else []


def by_ids(viewer: Viewer, ids: Iterable[UUID]) -> list[Case]:
    """Those of these cases that this person may see, the earliest first. One statement."""
    return list(visible(viewer).filter(pk__in=list(ids)).order_by("id"))


def lines(
    cases: Iterable[Case], kind: Kind, refused: Mapping[UUID, Why], unit_id: int | None = None
) -> list[Line]:
    """What happens to each of them. No statement."""
    held = list(cases)
    head = held[0] if held else None
    return [
        Line(
            case,
            plot_label(case.plot_id),
            category_name(case.category_id),
            "" if case.pk in refused else _will(case, kind, head, unit_id),
            str(refused[case.pk].label) if case.pk in refused else "",
        )
        for case in held
    ]


def _will(case: Case, kind: Kind, head: Case | None, unit_id: int | None) -> str:
    if kind == Kind.ASSIGN:
        return _("交给%(unit)s") % {"unit": unit_name(unit_id)}
    if kind == Kind.REMIND:
        return _("催%(unit)s") % {"unit": unit_name(case.unit_id)}
    if head is None or case.pk == head.pk:
        return _("先报的，照它办")
    return _("跟着 %(number)s 一起办") % {"number": head.number}
