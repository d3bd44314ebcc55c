"""A new edition of the catalogue: copied from the latest, changed, in force from its day on."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection

from huisheng.cases.actions.load_catalogue import load_catalogue
from huisheng.cases.actions.new_edition import (
    DeadlineChange,
    EditionMeanwhile,
    NoChange,
    PushedDown,
    ReservedChange,
    RouteChange,
    TooEarly,
    new_edition,
)
from huisheng.cases.models import CatalogueVersion, Deadline
from huisheng.cases.models.codes import Urgency
from huisheng.cases.models.transitions import Clock
from huisheng.cases.permissions import Refused
from huisheng.cases.queries.catalogue import Reservation, Target, catalogue, forget, read_edition
from huisheng.cases.tests.matters import asked, case_of, category_id, viewer
from huisheng.core import clock
from huisheng.core.models import AuditEntry
from tests.cast import Cast


def edition(cast: Cast, *changes: Any, key: UUID | None = None, base: str = "", days: int = 0) -> Any:
    """What 孙丽 at the centre makes, from so many days on."""
    base = base or str(CatalogueVersion.objects.order_by("-since", "-made_at", "-number")[0].number)
    since = clock.today() + timedelta(days=days)
    return new_edition(viewer(cast.sun_li), key or uuid4(), base, since, changes)


def loaded() -> str:
    """The number of the example edition, loaded."""
    load_catalogue()
    return catalogue().version


def test_it_says_what_the_one_before_said_but_for_the_changes(cast: Cast) -> None:
    heating, water = category_id("heating"), category_id("water")
    old = catalogue()
    made = edition(
        cast,
        RouteChange(heating, Target(None, cast.housing.id)),
        DeadlineChange(heating, Urgency.NORMAL, Clock.HANDLE, 600, Deadline.Basis.WORKING),
        DeadlineChange(water, Urgency.NORMAL, Clock.HANDLE, None),
    )
    new = catalogue()
    assert new.version == made.number != old.version
    assert new.routes == old.routes | {heating: Target(None, cast.housing.id)}
    assert new.minutes(Clock.HANDLE, heating, Urgency.NORMAL) == (600, "working")
    assert new.minutes(Clock.HANDLE, water, Urgency.NORMAL) == (5 * 8 * 60, "working")
    assert len(new.deadlines) == len(old.deadlines) - 1
    assert read_edition(old.version).routes == old.routes
    line = AuditEntry.objects.get(action="catalogue.new_edition")
    assert (line.actor, line.subject) == (cast.sun_li.account.pk, f"catalogue:{made.number}")


def test_a_case_keeps_its_edition_and_the_next_one_goes_by_the_new(cast: Cast) -> None:
    before = case_of(asked(cast))
    made = edition(cast, RouteChange(category_id("heating"), Target(None, cast.housing.id)))
    after = case_of(asked(cast))
    assert before.unit_id == cast.station.id
    assert (after.unit_id, after.catalogue) == (cast.housing.id, made.number)
    before.refresh_from_db()
    assert before.catalogue != made.number


def test_a_planned_edition_comes_into_force_on_its_day(cast: Cast, later: Any) -> None:
    old = loaded()
    made = edition(cast, RouteChange(category_id("heating"), None), days=3)
    assert catalogue().version == old
    later(days=3)
    forget()
    assert catalogue().version == made.number
    assert category_id("heating") not in catalogue().routes


def test_the_same_form_twice_makes_one(cast: Cast) -> None:
    key, base = uuid4(), loaded()
    change = RouteChange(category_id("heating"), Target(2, None))
    first = edition(cast, change, key=key, base=base)
    assert edition(cast, change, key=key, base=base).number == first.number
    assert CatalogueVersion.objects.count() == 2


def test_what_somebody_made_meanwhile_is_not_overwritten(cast: Cast) -> None:
    base = loaded()
    made = edition(cast, RouteChange(category_id("heating"), Target(2, None)), days=5)
    with pytest.raises(EditionMeanwhile) as told:
        edition(cast, RouteChange(category_id("water"), Target(2, None)), base=base)
    assert told.value.latest == made.number
    with pytest.raises(TooEarly) as early:
        edition(cast, RouteChange(category_id("water"), Target(2, None)), days=4)
    assert early.value.earliest == made.since


def test_the_past_is_not_rewritten_and_nothing_is_made_of_nothing(cast: Cast) -> None:
    load_catalogue()
    with pytest.raises(TooEarly):
        edition(cast, RouteChange(category_id("water"), Target(2, None)), days=-1)
    with pytest.raises(NoChange):
        edition(cast, RouteChange(category_id("water"), catalogue().routes[category_id("water")]))
    assert CatalogueVersion.objects.count() == 1


def test_an_edition_that_pushes_reserved_work_down_is_refused(cast: Cast) -> None:
    water = category_id("water")
    entry = Reservation(2, "enforcement")
    with pytest.raises(PushedDown) as told:
        edition(cast, ReservedChange(water, entry))
    assert told.value.categories == (water,)
    edition(cast, ReservedChange(water, entry), RouteChange(water, Target(2, None)))
    assert catalogue().is_reserved(water, 3)
    assert not catalogue().is_reserved(water, 2)
    with pytest.raises(PushedDown):
        edition(cast, RouteChange(water, Target(4, None)))


def test_only_the_top_of_the_district_makes_editions(cast: Cast) -> None:
    base = loaded()
    for person in (cast.wang_fang, cast.zhou_min, cast.he_san, cast.qian_li, cast.zheng_guan):
        with pytest.raises(Refused):
            new_edition(viewer(person), uuid4(), base, clock.today(), [])


def test_two_at_once_do_not_both_succeed(committed_cast: Cast) -> None:
    cast = committed_cast
    base, sees = loaded(), viewer(committed_cast.sun_li)
    categories = [category_id("heating"), category_id("water")]

    def make(category: int) -> str:
        try:
            change = RouteChange(category, Target(None, cast.housing.id))
            return str(new_edition(sees, uuid4(), base, clock.today(), [change]).number)
        except EditionMeanwhile:
            return "meanwhile"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as both:
        came = list(both.map(make, categories))
    assert sorted(came)[1] == "meanwhile"
    assert CatalogueVersion.objects.count() == 2
