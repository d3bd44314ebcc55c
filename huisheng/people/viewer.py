"""Who is looking, and how far they may see: one frozen value per request, made with at most one statement.

A viewer's functions come from the appointments in force today, their own and those they stand in for. How
far a function reaches is resolved in `network.tree`, in this process (docs/decisions/0004-access.md).
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.db.models import BigIntegerField, DateField, F, Q, QuerySet
from django.http import HttpRequest

from huisheng.core import clock
from huisheng.core.prepared import Given, Prepared
from huisheng.network.tree import tree
from huisheng.people.models import Account, Appointment
from huisheng.people.second_factor import has_second_factor

# For so long after an appointment's end its unit stays barred to whoever held it.
BARRED_AFTER = timedelta(days=365)


@dataclass(frozen=True)
class Post:
    """An appointment in force today. `deputy` when somebody else holds it and this viewer stands in."""

    appointment_id: int
    role: str
    kind: str
    person_id: int
    unit_id: int | None
    organisation_id: int | None
    area_id: int | None
    plot_id: int | None
    functions: tuple[tuple[str, str], ...]
    deputy: bool

    def units(self) -> frozenset[int]:
        """The units at which the post is: the unit itself, or the units of exactly that area."""
        if self.unit_id is not None:
            return frozenset({self.unit_id})
        return _units_of({self.area_id}) if self.area_id is not None else frozenset()

    def units_below(self) -> frozenset[int]:
        """The units from which a reach over the subtree begins: those of areas below the area as well."""
        return self.units() if self.area_id is None else _units_of(tree().areas_below(self.area_id))

    def home_units(self) -> frozenset[int]:
        """The units to which the holder belongs: as `units`, and the unit that answers for the plot."""
        return self.units() if self.plot_id is None else frozenset({tree().plot(self.plot_id).unit_id})


def home_units_of(held: Appointment) -> frozenset[int]:
    """The units to which the holder of an appointment belongs."""
    places = (held.unit_id, held.organisation_id, held.area_id, held.plot_id)
    return Post(
        held.pk, held.role_id, held.kind, held.person_id, *places, functions=(), deputy=False
    ).home_units()


def _units_of(areas: Container[int]) -> frozenset[int]:
    return frozenset(
        unit.id for unit in tree().units.values() if unit.area_id is not None and unit.area_id in areas
    )


@dataclass(frozen=True)
class Root:
    """Where a reach begins: a unit with its level, and whether everything under it belongs to the reach."""

    unit_id: int
    level: int
    subtree: bool


@dataclass(frozen=True)
class Reach:
    """How far one function reaches. `all`: the whole tree, so that a query needs no list of units.

    `roots` are the topmost units, none of them under another; `plot_ids` come from appointments at plots,
    which reach matters on that plot and nothing else.
    """

    all: bool
    unit_ids: frozenset[int]
    roots: tuple[Root, ...]
    plot_ids: frozenset[int] = frozenset()

    def __contains__(self, unit_id: object) -> bool:
        return unit_id in self.unit_ids


NOWHERE = Reach(all=False, unit_ids=frozenset(), roots=())


@dataclass(frozen=True)
class Viewer:
    """Whoever makes a request. Nobody (no account, or no second factor yet) has no id and no post.

    `left` are posts that ended within `BARRED_AFTER`: they give nothing, and only bar.
    """

    account_id: int | None
    person_id: int | None
    name: str
    posts: tuple[Post, ...]
    left: tuple[Post, ...] = ()

    @property
    def acting_person(self) -> int:
        """The person's id, for acts that keep who did them; `PermissionDenied` for nobody."""
        if self.person_id is None:
            raise PermissionDenied
        return self.person_id

    def may(self, function: str) -> bool:
        """Whether the function is held anywhere."""
        return function in self._reaches

    def reach_for(self, function: str) -> Reach:
        """How far the function reaches; `NOWHERE` when it is not held."""
        if function not in self._reaches:
            return NOWHERE
        if function not in self._resolved:
            self._resolved[function] = _resolve(self._reaches[function])
        return self._resolved[function]

    def units_for(self, function: str) -> frozenset[int]:
        """The units that the function reaches."""
        return self.reach_for(function).unit_ids

    @property
    def sees_everything(self) -> bool:
        """Whether `see` reaches the whole tree."""
        return self.reach_for("see").all

    @cached_property
    def barred_units(self) -> frozenset[int]:
        """A matter about one of these is invisible to this viewer: every unit of theirs and all above it.

        Every appointment counts, places in teams and deputyships included (domain.md, answer 2), and those
        that ended lately: what happened at the unit then happened with this person in it. A unit that went
        into one of these is barred with it.
        """
        units, posts = tree(), (*self.posts, *self.left)
        found = {above for post in posts for unit in post.home_units() for above in units.ancestors(unit)}
        return frozenset(found.union(*(units.went_into.get(unit, ()) for unit in found)))

    def posts_for(self, function: str) -> tuple[Post, ...]:
        """The posts that give the function."""
        return tuple(post for post in self.posts if any(name == function for name, _ in post.functions))

    @cached_property
    def functions(self) -> frozenset[str]:
        """The functions held anywhere."""
        return frozenset(self._reaches)

    @cached_property
    def _reaches(self) -> dict[str, list[tuple[Post, str]]]:
        reaches: dict[str, list[tuple[Post, str]]] = {}
        for post in self.posts:
            for function, reach in post.functions:
                reaches.setdefault(function, []).append((post, reach))
        return reaches

    @cached_property
    def _resolved(self) -> dict[str, Reach]:
        return {}


NOBODY = Viewer(account_id=None, person_id=None, name="", posts=())


def viewer_of(request: HttpRequest) -> Viewer:
    """The viewer of a request, computed once and kept with it."""
    kept = getattr(request, "_viewer", None)
    if kept is None:
        kept = _viewer_of_session(request)
        request._viewer = kept  # type: ignore[attr-defined]
    return cast(Viewer, kept)


def viewer_for(account: Account) -> Viewer:
    """The viewer that an account is today, for jobs and commands. One statement when its person is loaded."""
    posts, left = _posts_of(account.person_id)
    return Viewer(account.pk, account.person_id, account.person.name, posts, left)


def _viewer_of_session(request: HttpRequest) -> Viewer:
    if not request.user.is_authenticated or not has_second_factor(request):
        return NOBODY
    return viewer_for(request.user)


def _posts_of(person_id: int) -> tuple[tuple[Post, ...], tuple[Post, ...]]:
    """The posts in force today, and those of this person that ended lately. One statement."""
    day = clock.today()
    found = list(
        _gather(_posts.rows(person=person_id, day=day, barred_since=day - BARRED_AFTER), person_id, day)
    )
    return tuple(post for post, runs in found if runs), tuple(post for post, runs in found if not runs)


def _query_of_posts() -> QuerySet[Appointment, Any]:
    person, day = Given("person", BigIntegerField()), Given("day", DateField())
    away = Q(absences__deputy=person, absences__since__lte=day, absences__until__gt=day)
    runs = Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gt=day)) & (Q(person=person) | away)
    lately = Q(until__lte=day, until__gt=Given("barred_since", DateField()))
    ended = Q(person=person) & lately & Q(until__gt=F("since"))
    return (
        Appointment.objects.filter(runs | ended)
        .filter(Q(kind="team") | Q(grant__confirmed_at__isnull=False))
        .order_by("id")
        .values_list(*_COLUMNS, "until", "role__functions__function", "role__functions__reach")
    )


_posts = Prepared(_query_of_posts)
_COLUMNS = ("id", "role_id", "kind", "person_id", "unit_id", "organisation_id", "area_id", "plot_id")
_FIELDS = ("appointment_id", "role", *_COLUMNS[2:])


def _gather(rows: Iterable[tuple[Any, ...]], person_id: int, day: date) -> Iterator[tuple[Post, bool]]:
    """Each post, and whether it is in force: one that ended has no functions."""
    functions: dict[tuple[Any, ...], dict[str, str]] = {}
    for row in rows:
        held = functions.setdefault(row[:-2], {})
        if row[-2] is not None:
            held[row[-2]] = row[-1]
    for (*columns, until), held in functions.items():
        appointment = dict(zip(_FIELDS, columns, strict=True))
        deputy = appointment["person_id"] != person_id
        in_force = until is None or until > day
        yield Post(**appointment, functions=tuple(held.items()) if in_force else (), deputy=deputy), in_force


def _resolve(reaches: list[tuple[Post, str]]) -> Reach:
    units = tree()
    whole = {unit for post, reach in reaches if reach == "subtree" for unit in post.units_below()}
    single = {unit for post, reach in reaches if reach != "subtree" for unit in post.units()}
    tops = {unit for unit in whole if not whole & set(units.ancestors(unit)[1:])}
    covered = frozenset().union(*(units.subtree(unit) for unit in tops))
    roots = [Root(unit, units.unit(unit).level, subtree=True) for unit in sorted(tops)]
    roots += [Root(unit, units.unit(unit).level, subtree=False) for unit in sorted(single - covered)]
    return Reach(
        all=any(units.unit(unit).parent_id is None for unit in tops),
        unit_ids=covered | single,
        roots=tuple(roots),
        plot_ids=frozenset(post.plot_id for post, _ in reaches if post.plot_id is not None),
    )
