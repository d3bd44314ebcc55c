"""What the district promises itself, for everybody; without what is not public."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from huisheng.goals.tests.promises import goal_for, standing
from huisheng.network.models import Area, Dwelling
from huisheng.portal.views.goals import _keeper
from tests.cast import Cast

PAGE = reverse("portal:goals")


@pytest.fixture(autouse=True)
def fresh() -> None:
    _keeper._held = None


def test_public_goals_stand_with_value_target_owner_and_next_step(client: Client, cast: Cast) -> None:
    estate, since = Area.objects.get(code="A-estate"), date(2020, 1, 1)
    Dwelling.objects.create(area=estate, label="101", plot=cast.plots[0], since=since)
    standing("households")
    goal_for(cast.street, next_step="给 9 号楼请一户")
    goal_for(cast.street, name="内部的", public=False)
    page = client.get(PAGE).content.decode()
    for words in (
        "每一户家庭都有人服务",
        "0.00%",
        "今年九成住户有人服务",
        cast.street.name,
        "给 9 号楼请一户",
    ):
        assert words in page, words
    assert "内部的" not in page


def test_in_english_it_has_its_english_name(client: Client, cast: Cast) -> None:
    standing("land")
    client.cookies["language"] = "en"
    assert "Every inch of land is managed" in client.get(PAGE).content.decode()


def test_where_nothing_is_public_it_says_so(client: Client, cast: Cast) -> None:
    assert "还没有公开的目标" in client.get(PAGE).content.decode()
