"""Queries kept for a viewer: made once, and anew for another viewer, another network, another day."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import QuerySet
from django.utils import timezone

from huisheng.core.prepared import Prepared
from huisheng.network import tree as network
from huisheng.network.models import Unit
from huisheng.people.models import Person
from huisheng.people.prepared import prepared_for_viewer
from huisheng.people.viewer import Viewer, viewer_for
from tests.cast import Cast

Query = Callable[..., Prepared]


@pytest.fixture
def made() -> list[tuple[Any, ...]]:
    return []


@pytest.fixture
def query(made: list[tuple[Any, ...]]) -> Query:
    @prepared_for_viewer
    def own_name(viewer: Viewer, *args: Any) -> QuerySet[Person, Any]:
        made.append((viewer.name, *args))
        return Person.objects.filter(name=viewer.name).values_list("name")

    return own_name


def test_it_is_made_once_for_the_same_viewer(cast: Cast, query: Query, made: list[tuple[Any, ...]]) -> None:
    for _time in range(2):
        assert query(viewer_for(cast.wang_fang.account)).rows() == [("王芳",)]
    assert made == [("王芳",)]


def test_another_viewer_and_other_arguments_have_their_own(
    cast: Cast, query: Query, made: list[tuple[Any, ...]]
) -> None:
    assert query(viewer_for(cast.wang_fang.account), 1).rows() == [("王芳",)]
    assert query(viewer_for(cast.sun_li.account), 1).rows() == [("孙丽",)]
    query(viewer_for(cast.sun_li.account), 2).rows()
    assert made == [("王芳", 1), ("孙丽", 1), ("孙丽", 2)]


def test_it_is_made_anew_when_the_network_has_changed(
    cast: Cast, query: Query, made: list[tuple[Any, ...]]
) -> None:
    viewer = viewer_for(cast.wang_fang.account)
    query(viewer).rows()
    Unit.objects.filter(pk=cast.studio.id).update(name="锦江花园二区工作室")
    network.forget()
    query(viewer).rows()
    assert len(made) == 2
    network.forget()


def test_it_is_made_anew_on_another_day(
    cast: Cast, query: Query, made: list[tuple[Any, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    viewer, tomorrow = viewer_for(cast.wang_fang.account), timezone.now() + timedelta(days=1)
    query(viewer).rows()
    monkeypatch.setattr(timezone, "now", lambda: tomorrow)
    query(viewer).rows()
    assert len(made) == 2
    network.forget()


def test_what_a_viewer_found_in_an_older_network_is_not_kept_for_the_new_one(cast: Cast) -> None:
    """A request may look up its reach before another's change of the network, and ask for its cases after it."""

    @prepared_for_viewer
    def in_reach(viewer: Viewer) -> QuerySet[Unit, Any]:
        return Unit.objects.filter(pk__in=viewer.units_for("see")).values_list("pk")

    viewer, here = viewer_for(cast.sun_li.account), cast.civil_affairs
    assert here.id in viewer.units_for("see")
    room = Unit.objects.create(
        code="QS-ROOM", name="调解室", level=here.level, kind=here.kind, parent=here, since=here.since
    )
    in_reach(viewer).rows()
    assert (room.id,) in in_reach(viewer_for(cast.sun_li.account)).rows()
    network.forget()
