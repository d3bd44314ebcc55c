"""A file closes nothing on which something still hangs, as nobody does by hand."""

from __future__ import annotations

from typing import Any

import pytest

from huisheng.network.actions.take_in import look, offer, take
from huisheng.network.models import Import, Organisation, Plot, PlotHolding, PlotHub, Unit
from huisheng.network.tests.asking import in_days
from huisheng.network.tests.books import Book, book
from huisheng.network.tests.helpers import area_of
from huisheng.network.tests.plots import building
from tests.cast import Cast

__all__ = ["book"]  # the fixture


def looked_at(content: bytes) -> Import:
    return look(offer("network.xlsx", content, actor=3).pk)


def said(looked: Import) -> str:
    return str(looked.found.get("faults"))


@pytest.mark.parametrize("days", [-5, 0, 5])
@pytest.mark.parametrize(
    "what",
    [
        ("units", "station", "2 个下级单位"),
        ("units", "studio", "2 块责任田"),
        ("organisations", "branch", "块责任田"),
        ("areas", "community", "个单位"),
    ],
)
def test_what_still_has_something_is_not_closed(
    cast: Cast, book: Book, what: tuple[str, str, str], days: int
) -> None:
    kind, who, words = what
    code = area_of(cast.station).code if kind == "areas" else getattr(cast, who).code
    looked = looked_at(book(**{kind: {code: {"until": in_days(days).isoformat()}}}))
    assert (looked.state, words in said(looked)) == (Import.State.REFUSED, True), said(looked)


@pytest.mark.parametrize("days", [-5, 0, 5])
def test_a_plot_is_not_closed_over_dwellings_hub_households_and_branch(
    cast: Cast, book: Book, days: int
) -> None:
    plot, empty = cast.plots
    PlotHolding.objects.filter(plot=empty).delete()
    PlotHub.objects.filter(plot=empty).delete()
    building(cast, "1号楼", plot, 2)
    ended = {"until": in_days(days).isoformat()}
    looked = looked_at(book(plots={plot.code: ended, empty.code: ended}))
    assert looked.state == Import.State.REFUSED
    assert "它上面还有2 户、1 个党支部" in said(looked) and "先移到别的责任田" in said(looked)
    assert len(looked.found["faults"]) == 1
    assert Plot.objects.get(pk=plot.pk).until is None


@pytest.mark.parametrize("days", [-5, 0, 5])
def test_what_the_same_file_empties_is_closed(cast: Cast, book: Book, days: int) -> None:
    moved: dict[str, Any] = {
        studio.code: {"parent": cast.next_station.code} for studio in (cast.studio, cast.second_studio)
    }
    ended = {cast.station.code: {"until": in_days(days).isoformat()}}
    looked = looked_at(book(units={**moved, **ended}))
    assert looked.state == Import.State.READY, said(looked)
    take(looked.pk, actor=3)
    assert Unit.objects.get(pk=cast.station.pk).until == in_days(days)


def test_the_same_file_again_is_nothing_new_where_a_closing_is_planned(cast: Cast, book: Book) -> None:
    Unit.objects.filter(pk=cast.station.pk).update(until=in_days(5))
    Organisation.objects.filter(pk=cast.other_branch.pk).update(until=in_days(5))
    assert looked_at(book()).state == Import.State.SAME


@pytest.mark.parametrize("days", [-5, 0, 5])
def test_a_plot_closes_with_what_the_same_file_takes_off_it(cast: Cast, book: Book, days: int) -> None:
    plot, other = cast.plots
    building(cast, "1号楼", plot, 2)
    ended = {"until": in_days(days).isoformat()}
    content = book(
        plots={plot.code: ended},
        holdings={plot.code: ended},
        dwellings={"B-1号楼": {"plot": other.code}},
    )
    looked = looked_at(content)
    assert looked.state == Import.State.READY, said(looked)
    take(looked.pk, actor=3)
    assert Plot.objects.get(pk=plot.pk).until == in_days(days)
