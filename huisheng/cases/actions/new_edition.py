"""A new edition of the catalogue: the latest one copied, with changes, in force from a day on.

Editions follow one another: each is made from the latest there is and begins on its day or later, so that no
planned change is lost. Cases keep the edition by which they were routed and timed.
"""

import hashlib
import json
from collections.abc import Collection
from dataclasses import asdict, astuple, dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db import transaction

from huisheng.cases.models import CatalogueVersion, Deadline, Leeway, Reserved, Route, defaults
from huisheng.cases.models.codes import Urgency
from huisheng.cases.models.transitions import Clock
from huisheng.cases.permissions import Refused, may_edit_catalogue
from huisheng.cases.queries import catalogue
from huisheng.cases.queries.catalogue import Catalogue, Reservation, Target, read_edition
from huisheng.core import audit, clock
from huisheng.network.tree import tree
from huisheng.people.viewer import Viewer

Key = TypeVar("Key")
Value = TypeVar("Value")


@dataclass(frozen=True)
class RouteChange:
    """Where matters of a category go from now on; no target: to the desks."""

    category_id: int
    target: Target | None


@dataclass(frozen=True)
class ReservedChange:
    """Whether a category stands on the list of work not to be pushed down; no entry: it leaves the list."""

    category_id: int
    entry: Reservation | None


@dataclass(frozen=True)
class DeadlineChange:
    """How long a clock runs, for a category or as the edition's own rule; no minutes: the rule is dropped."""

    category_id: int | None
    urgency: Urgency
    clock: Clock
    minutes: int | None
    basis: Deadline.Basis = Deadline.Basis.ELAPSED


@dataclass(frozen=True)
class LeewayChange:
    """How much handling clocks of this urgency may bend, as the edition's own rule."""

    urgency: Urgency
    leeway: defaults.Leeway


Change = RouteChange | ReservedChange | DeadlineChange | LeewayChange


class EditionMeanwhile(Exception):
    """Somebody made an edition in between. `latest` is its number."""

    def __init__(self, latest: str) -> None:
        super().__init__(latest)
        self.latest = latest


class TooEarly(Exception):
    """An edition may not begin before this day."""

    def __init__(self, earliest: date) -> None:
        super().__init__(str(earliest))
        self.earliest = earliest


class NoChange(Exception):
    """The edition would say what the one before says."""


class PushedDown(Exception):
    """Routes that would push reserved work down: the categories' ids."""

    def __init__(self, categories: Collection[int]) -> None:
        super().__init__(categories)
        self.categories = tuple(categories)


def new_edition(
    viewer: Viewer, key: UUID, based_on: str, since: date, changes: Collection[Change]
) -> CatalogueVersion:
    """Make it, in one transaction; asked again under the same key, the edition that was made.

    `based_on` is the latest edition that the page showed: `EditionMeanwhile` when there is a later one.
    `Refused`, `TooEarly`, `NoChange` and `PushedDown` say why nothing was made.
    """
    if not may_edit_catalogue(viewer):
        raise Refused("catalogue")
    with transaction.atomic():
        base = CatalogueVersion.objects.select_for_update().filter(pk=based_on).first()
        made = CatalogueVersion.objects.filter(client_key=key).first()
        if made is not None:
            return made
        latest = latest_edition()
        if base is None or latest is None or latest.number != base.number:
            raise EditionMeanwhile(latest.number if latest else "")
        if since < earliest_day(base):
            raise TooEarly(earliest_day(base))
        old = read_edition(base.number)
        new = changed(old, changes)
        if new == old:
            raise NoChange
        made = CatalogueVersion(since=since, made_by=viewer.person_id, based_on=base, client_key=key)
        _write(made, new)
        audit.record("catalogue.new_edition", actor=viewer.account_id, subject=f"catalogue:{made.number}")
    catalogue.forget()
    transaction.on_commit(catalogue.forget)
    return made


def latest_edition() -> CatalogueVersion | None:
    """The edition that comes last, in force or planned."""
    return CatalogueVersion.objects.order_by("-since", "-made_at", "-number").first()


def earliest_day(base: CatalogueVersion) -> date:
    """From which day an edition made from `base` may be in force: the past is not rewritten."""
    return max(base.since, clock.today())


def changed(old: Catalogue, changes: Collection[Change]) -> Catalogue:
    """The edition with the changes; `PushedDown` when it would push reserved work down."""
    routes, reserved, deadlines = dict(old.routes), dict(old.reserved), dict(old.deadlines)
    leeways = dict(old.leeways)
    for change in changes:
        if isinstance(change, RouteChange):
            _set(routes, change.category_id, change.target)
        elif isinstance(change, ReservedChange):
            _set(reserved, change.category_id, change.entry)
        elif isinstance(change, LeewayChange):
            leeways[None, str(change.urgency)] = change.leeway
        else:
            rule = None if change.minutes is None else (change.minutes, str(change.basis))
            _set(deadlines, (change.category_id, str(change.urgency), str(change.clock)), rule)
    new = Catalogue(old.version, old.categories, old.by_code, routes, reserved, deadlines, leeways)
    if pushed := pushed_down(new):
        raise PushedDown(pushed)
    return new


def pushed_down(edition: Catalogue) -> list[int]:
    """The categories whose route leads below the level at which their work may be done."""
    return [
        category
        for category, target in edition.routes.items()
        if edition.is_reserved(category, _level_of(target))
    ]


def _level_of(target: Target) -> int:
    return target.level or (tree().unit(target.department_id).level if target.department_id else 1)


def _set(rows: dict[Key, Value], key: Key, value: Value | None) -> None:
    if value is None:
        rows.pop(key, None)
    else:
        rows[key] = value


def _write(version: CatalogueVersion, new: Catalogue) -> None:
    version.number = _next_number(version.since)
    version.digest = _digest(version.number, version.since, new)
    version.save(force_insert=True)
    Route.objects.bulk_create(
        Route(version=version, category_id=category, level=to.level, department_id=to.department_id)
        for category, to in new.routes.items()
    )
    Reserved.objects.bulk_create(
        Reserved(version=version, category_id=category, lowest_level=entry.lowest_level, why=entry.why)
        for category, entry in new.reserved.items()
    )
    Deadline.objects.bulk_create(
        Deadline(
            version=version, category_id=category, urgency=urgency, clock=of, minutes=minutes, basis=basis
        )
        for (category, urgency, of), (minutes, basis) in new.deadlines.items()
    )
    Leeway.objects.bulk_create(
        Leeway(version=version, category_id=category, urgency=urgency, **asdict(leeway))
        for (category, urgency), leeway in new.leeways.items()
    )


def _next_number(since: date) -> str:
    """Year and running number, as in `2026-3`."""
    numbers = CatalogueVersion.objects.filter(number__startswith=f"{since.year}-")
    ends = (number.partition("-")[2] for number in numbers.values_list("number", flat=True))
    return f"{since.year}-{max((int(end) for end in ends if end.isdecimal()), default=0) + 1}"


def _digest(number: str, since: date, edition: Catalogue) -> str:
    content = [
        number,
        since.isoformat(),
        sorted((category, to.level, to.department_id) for category, to in edition.routes.items()),
        sorted((category, entry.lowest_level, entry.why) for category, entry in edition.reserved.items()),
        sorted(([*map(str, key)], *rule) for key, rule in edition.deadlines.items()),
        sorted(([*map(str, key)], *astuple(leeway)) for key, leeway in edition.leeways.items()),
    ]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()
