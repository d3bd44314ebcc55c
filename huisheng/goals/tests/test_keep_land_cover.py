"""A large city's cover is worked out by a job; pages show what it left, say of when, and never compute it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from huisheng.goals.actions import keep_land_cover as act
from huisheng.goals.actions.keep_land_cover import keep_land_cover
from huisheng.goals.models import LandCover
from huisheng.goals.queries import land, land_view, streets, view
from huisheng.goals.tests.places import bound, redraw
from huisheng.network import tree
from tests.cast import Cast, sign_in
from tests.cast_network import SIDE

PAGE = reverse("goals:coverage")


@pytest.fixture
def city(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """The cast's district with more plots than are computed at once, one of which has a gap beside it."""
    monkeypatch.setattr(view, "AT_ONCE", 5)
    bound(cast)
    redraw(cast.plots[0], 0, 0, -SIDE / 10, 0)
    return cast


def no_computing(monkeypatch: pytest.MonkeyPatch) -> None:
    def compute() -> Any:
        raise AssertionError("computed while somebody waits")

    for module in (view, act):
        monkeypatch.setattr(module, "land", compute)


def test_before_the_first_time_the_page_says_that_it_is_being_worked_out(
    client: Client, city: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_computing(monkeypatch)
    page = sign_in(client, city.wang_fang).get(PAGE).content.decode()
    assert "土地覆盖正在重新算" in page and "还没有算好" in page and 'http-equiv="refresh"' in page


def test_what_the_job_left_is_what_would_be_computed(city: Cast) -> None:
    assert keep_land_cover()
    kept, found = land_view(), land()
    assert kept.is_current and kept.as_of is not None and kept.land == found
    assert kept.streets == streets()


def test_the_page_shows_it_without_computing_until_a_change_and_then_says_of_when(
    client: Client, city: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_land_cover()
    with monkeypatch.context() as computing_is_forbidden:
        no_computing(computing_is_forbidden)
        page = sign_in(client, city.wang_fang).get(PAGE).content.decode()
        assert "98.3333%" in page and "正在重新算" not in page and 'id="gap-1"' in page
        redraw(city.other_plots[1], 0, 0, -SIDE / 10, 0)
        tree.forget()
        page = client.get(PAGE).content.decode()
        assert "98.3333%" in page and "那以后网络改过" in page and 'http-equiv="refresh"' in page
    assert keep_land_cover()
    page = client.get(PAGE).content.decode()
    assert "96.6667%" in page and "正在重新算" not in page


def test_without_a_change_the_job_does_nothing(city: Cast) -> None:
    assert keep_land_cover() and not keep_land_cover()
    assert LandCover.objects.count() == 1


def test_a_district_needs_no_job(cast: Cast) -> None:
    bound(cast)
    assert not keep_land_cover() and not LandCover.objects.exists()
