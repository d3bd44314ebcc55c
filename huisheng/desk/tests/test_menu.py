"""The menu of staff pages: only what its reader may open, with the present place marked."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from huisheng.desk import context
from huisheng.ui.context import Bar
from tests.cast import Cast, sign_in


def menu(client: Client, person: object, route: str = "desk:network") -> dict[str, bool]:
    """Labels of the menu, and whether each is the present place."""
    page = sign_in(client, person).get(reverse(route)).content.decode()  # type: ignore[arg-type]
    nav = page[page.index('<nav class="desk-nav"') : page.index("</nav>")]
    links = re.findall(r'<a href="[^"]*"( aria-current="page")?>([^<]*)</a>', nav)
    return {label: bool(current) for current, label in links}


@pytest.mark.parametrize(
    ("name", "labels"),
    [
        ("wang_fang", ["今日", "诉求", "登记", "调度", "网络"]),
        ("zhou_min", ["今日", "诉求", "网络"]),
        ("sun_li", ["今日", "诉求", "登记", "调度", "复核", "网络"]),
        ("qian_li", ["诉求", "调度", "复核", "网络"]),
        ("chen_jing", ["诉求", "登记", "回访", "网络"]),
        ("wu_shen", ["网络", "审计"]),
        ("zheng_guan", ["网络", "账户", "消息"]),
    ],
)
def test_the_menu_has_only_what_its_reader_may_open(client: Client, cast: Cast, name: str, labels: list[str]):
    assert list(menu(client, getattr(cast, name))) == labels


def test_the_bar_is_made_once_for_a_page(client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Bar] = []

    def make(**values: Any) -> Bar:
        made.append(Bar(**values))
        return made[-1]

    monkeypatch.setattr(context, "Bar", make)
    assert menu(client, cast.wang_fang)
    assert [bar.name for bar in made] == ["王芳"]


def test_the_present_place_is_marked_once(client: Client, cast: Cast):
    assert [label for label, here in menu(client, cast.wang_fang, "desk:my_day").items() if here] == ["今日"]
    assert [label for label, here in menu(client, cast.wang_fang, "desk:gaps").items() if here] == ["网络"]
    assert [label for label, here in menu(client, cast.wang_fang, "cases:intake").items() if here] == ["登记"]


def test_only_those_who_read_matters_get_the_search_box(client: Client, cast: Cast):
    box = f'action="{reverse("cases:search")}"'
    assert box in sign_in(client, cast.wang_fang).get(reverse("desk:network")).content.decode()
    client.logout()
    assert box not in sign_in(client, cast.wu_shen).get(reverse("desk:network")).content.decode()


def test_who_one_is_stands_with_the_unit_in_the_bar(client: Client, cast: Cast):
    page = sign_in(client, cast.wang_fang).get(reverse("desk:network")).content.decode()
    assert "王芳" in page and "景阳社区工作站" in page
