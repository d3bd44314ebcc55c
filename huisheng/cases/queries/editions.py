"""The editions of the catalogue as a reader follows them: what each says, and what it changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from huisheng.cases.models import CatalogueVersion
from huisheng.cases.models.codes import WhyReserved
from huisheng.cases.models.transitions import WITH_UNIT
from huisheng.cases.permissions import unbarred
from huisheng.cases.queries.catalogue import Catalogue, Reservation, catalogue, edition
from huisheng.cases.queries.names import name_of
from huisheng.cases.queries.why import rule_in_words
from huisheng.core import clock
from huisheng.network.tree import tree
from huisheng.people.queries import names_of_persons
from huisheng.people.viewer import Viewer

LATELY = timedelta(days=30)


@dataclass(frozen=True)
class Line:
    """One category of an edition. `id` is the category's."""

    id: int
    code: str
    name: str
    rule: str
    reserved: str


@dataclass(frozen=True)
class Difference:
    """What one edition says of a category and another says otherwise."""

    category_id: int
    name: str
    before: str
    after: str


@dataclass(frozen=True)
class EditionTold:
    """One edition in the list: when, by whom, what it changed. `standing` is past, now or planned."""

    number: str
    since: date
    standing: str
    made_by: str
    differences: list[Difference]
    times: int


def lines_of(held: Catalogue) -> list[Line]:
    """Every category, with where it goes and whether it stands on the list."""
    return [
        Line(
            id=category.id,
            code=category.code,
            name=name_of(category),
            rule=rule_in_words(held.routes.get(category.id)),
            reserved=entry_in_words(held.reserved.get(category.id)),
        )
        for category in held.categories.values()
    ]


def entry_in_words(entry: Reservation | None) -> str:
    """An entry of the list of work that may not be pushed down; empty when there is none."""
    if entry is None:
        return ""
    lowest = _("只在区里办") if entry.lowest_level == 1 else _("镇街以上办")
    return f"{WhyReserved(entry.why).label} · {lowest}"


def differences(old: Catalogue, new: Catalogue) -> list[Difference]:
    """Routes and entries of the list that differ, by the order of categories."""
    found = []
    for before, after in zip(lines_of(old), lines_of(new), strict=True):
        for was, becomes in ((before.rule, after.rule), (before.reserved, after.reserved)):
            if was != becomes:
                nothing = _("不在清单上")
                found.append(Difference(after.id, after.name, was or nothing, becomes or nothing))
    return found


def editions() -> list[EditionTold]:
    """All editions, the newest first."""
    rows = list(CatalogueVersion.objects.order_by("-since", "-made_at", "-number"))
    names = names_of_persons({row.made_by for row in rows if row.made_by is not None})
    in_force, today = catalogue().version, clock.today()
    told = []
    for row in rows:
        old, new = edition(row.based_on_id or row.number), edition(row.number)
        told.append(
            EditionTold(
                number=row.number,
                since=row.since,
                standing="now" if row.number == in_force else "planned" if row.since > today else "past",
                made_by=names.get(row.made_by or 0, ""),
                differences=differences(old, new),
                times=len(set(old.deadlines.items()) ^ set(new.deadlines.items())),
            )
        )
    return told


def received_lately(viewer: Viewer, categories: Iterable[int]) -> dict[int, int]:
    """How many matters of each category came in the last 30 days. One statement."""
    since = clock.now() - LATELY
    rows = unbarred(viewer).filter(category_id__in=list(categories), received_at__gte=since)
    return dict(rows.values_list("category_id").annotate(count=Count("pk")).order_by())


def against_list(viewer: Viewer, held: Catalogue) -> int:
    """How many matters under way are with units that may not have them by this edition's list. One statement."""
    units = tree().units.values()
    against = Q(pk__in=[])
    for category, entry in held.reserved.items():
        below = [unit.id for unit in units if unit.level > entry.lowest_level]
        against |= Q(category_id=category, unit_id__in=below)
    return unbarred(viewer).filter(against, state__in=WITH_UNIT).count()


def is_example(number: str) -> bool:
    """Whether an edition came from a file, as the example does that ships with the system."""
    return not CatalogueVersion.objects.filter(pk=number, made_by__isnull=False).exists()


def edition_exists(number: str) -> bool:
    """Whether there is such an edition."""
    return CatalogueVersion.objects.filter(pk=number).exists()
