"""The database writes the network's history by itself, and answers from it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.utils import timezone

from huisheng.network.models import Dwelling, Plot, PlotHolding, Revision, Unit
from huisheng.network.queries import responsible_for_dwelling_on, responsible_on, row_on
from huisheng.network.tests.helpers import area_of, before_and_after
from tests.cast import Cast
from tests.cast_network import LONG_AGO

AsOwner = Callable[[], AbstractContextManager[None]]
THIRD_OF_MAY = date(2026, 5, 3)


def dwellings(cast: Cast, count: int) -> list[Dwelling]:
    estate = area_of(cast.studio)
    return Dwelling.objects.bulk_create(
        Dwelling(area=estate, label=f"{at}号", plot=cast.plots[0], hub=cast.hub, since=LONG_AGO)
        for at in range(count)
    )


def dated(as_owner: AsOwner, day: date, **which: Any) -> None:
    """Let revisions have been written at noon of a day."""
    noon = timezone.make_aware(datetime(day.year, day.month, day.day, 12))
    with as_owner():
        Revision.objects.filter(**which).update(at=noon)


def test_every_change_of_a_row_is_kept_with_what_it_was_before(cast: Cast) -> None:
    Unit.objects.filter(id=cast.station.id).update(name="新名")
    created, changed = Revision.objects.filter(table="network_unit", row=cast.station.id).order_by("id")
    old, new = before_and_after(changed)
    assert created.old is None
    assert before_and_after(created)[1]["name"] == old["name"] == "景阳社区工作站"
    assert new["name"] == "新名"
    hub = cast.hub.id
    cast.hub.delete()
    gone = Revision.objects.filter(table="network_unit", row=hub).latest("id")
    assert gone.data is None
    assert before_and_after(gone)[0]["code"] == "春-1-01-01"


def test_a_write_that_changes_nothing_leaves_no_trace(cast: Cast) -> None:
    before = Revision.objects.count()
    cast.station.save()
    Plot.objects.filter(id=cast.plots[0].id).update(name=cast.plots[0].name)
    assert Revision.objects.count() == before


def test_rows_of_one_transaction_can_be_told(cast: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        (current,) = cursor.fetchone()
    assert set(Revision.objects.values_list("transaction", flat=True)) == {current}


def test_new_dwellings_are_summed_up_exactly_and_their_changes_kept_singly(cast: Cast) -> None:
    made = dwellings(cast, 500)
    summary = Revision.objects.get(table="network_dwelling")
    assert summary.row is None
    _none, data = before_and_after(summary)
    assert data["count"] == 500
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT %s::int8multirange @> %s::bigint, %s::int8multirange @> %s::bigint",
            [data["ids"], made[250].id, data["ids"], made[-1].id + 1],
        )
        assert cursor.fetchone() == (True, False)
    Dwelling.objects.filter(id=made[3].id).update(plot=cast.plots[1])
    change = Revision.objects.get(table="network_dwelling", row=made[3].id)
    old, new = before_and_after(change)
    assert (old["plot_id"], new["plot_id"]) == (cast.plots[0].id, cast.plots[1].id)


def test_who_was_responsible_on_the_third_of_may(cast: Cast, as_owner: AsOwner) -> None:
    """The branch changed on 1 May, the unit on 10 May: on 3 May it was the new branch and the old unit."""
    plot = cast.plots[0]
    dated(as_owner, LONG_AGO)
    PlotHolding.objects.filter(plot=plot).update(until=date(2026, 5, 1))
    PlotHolding.objects.create(plot=plot, organisation=cast.other_branch, since=date(2026, 5, 1))
    plot.unit = cast.second_studio
    plot.save()
    dated(as_owner, date(2026, 5, 10), table="network_plot", row=plot.id, old__isnull=False)

    def answer(day: date) -> tuple[str, str]:
        found = responsible_on(plot.id, day)
        assert found is not None and found.organisation is not None
        return found.unit.name, found.organisation.name

    assert answer(date(2026, 4, 30)) == ("锦江花园工作室", cast.branch.name)
    assert answer(THIRD_OF_MAY) == ("锦江花园工作室", cast.other_branch.name)
    assert answer(date(2026, 5, 9)) == ("锦江花园工作室", cast.other_branch.name)
    assert answer(date(2026, 5, 10)) == ("南湖新村工作室", cast.other_branch.name)


def test_a_dwelling_answers_by_the_plot_that_it_was_in_then(cast: Cast, as_owner: AsOwner) -> None:
    dwelling, untouched = dwellings(cast, 2)
    dated(as_owner, LONG_AGO)
    Dwelling.objects.filter(id=dwelling.id).update(plot=cast.other_plots[0])
    dated(as_owner, date(2026, 5, 10), table="network_dwelling", row=dwelling.id)

    def plot_on(day: date, which: Dwelling = dwelling) -> int | None:
        found = responsible_for_dwelling_on(which.id, day)
        return found.plot.id if found else None

    assert plot_on(THIRD_OF_MAY) == cast.plots[0].id
    assert plot_on(date(2026, 5, 10)) == cast.other_plots[0].id
    assert plot_on(THIRD_OF_MAY, untouched) == cast.plots[0].id
    assert plot_on(date(2019, 12, 31)) is None


def test_nobody_answers_for_a_plot_that_was_not_there_yet_or_is_no_more(cast: Cast) -> None:
    plot = cast.plots[0]
    assert responsible_on(plot.id, date(2019, 12, 31)) is None
    Plot.objects.filter(id=plot.id).update(until=date(2026, 1, 1))
    assert responsible_on(plot.id, THIRD_OF_MAY) is None
    assert responsible_on(0, THIRD_OF_MAY) is None


def test_a_deleted_row_still_answers_for_days_before(cast: Cast, as_owner: AsOwner) -> None:
    hub = cast.hub.id
    cast.hub.delete()
    dated(as_owner, date(2026, 5, 10), table="network_unit", row=hub, data__isnull=True)
    dated(as_owner, LONG_AGO, table="network_unit", row=hub, old__isnull=True)
    before = row_on(Unit, hub, THIRD_OF_MAY)
    assert before is not None and before["code"] == "春-1-01-01"
    assert row_on(Unit, hub, date(2026, 5, 10)) is None
