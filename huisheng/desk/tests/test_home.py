"""After signing in everybody stands before the page that is theirs."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast, add_person, sign_in


def landing(client: Client, person: object) -> str:
    answer = sign_in(client, person).get(reverse("desk:home"))  # type: ignore[arg-type]
    assert answer.status_code == 302
    return answer["Location"]


@pytest.mark.parametrize(
    ("name", "route"),
    [
        ("wang_fang", "desk:my_day"),
        ("zhao_qiang", "desk:my_day"),
        ("zhou_min", "desk:my_day"),
        ("sun_li", "desk:board"),
        ("qian_li", "desk:board"),
        ("chen_jing", "cases:calls"),
        ("wu_shen", "desk:log"),
        ("zheng_guan", "people:accounts"),
    ],
)
def test_everybody_lands_on_the_page_that_is_theirs(client: Client, cast: Cast, name: str, route: str):
    assert landing(client, getattr(cast, name)) == reverse(route)


def test_whoever_has_no_role_yet_lands_on_their_own_account(client: Client, cast: Cast):
    assert landing(client, add_person("新人", "xin.ren")) == reverse("people:me")


def test_without_an_account_one_is_led_to_the_sign_in_page(client: Client, db: None):
    assert client.get(reverse("desk:home"))["Location"].startswith(reverse("account_login"))
