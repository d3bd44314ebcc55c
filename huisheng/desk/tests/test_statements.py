"""How many statements each page takes, whatever there is to show."""

import pytest
from django.test import Client
from django.urls import reverse

from huisheng.cases.models import Case
from huisheng.cases.tests.matters import handling
from huisheng.core import clock
from tests.cast import Cast, sign_in

SESSION = 3  # session, account with person, posts


@pytest.mark.parametrize(
    "page",
    [
        ("wang_fang", "desk:my_day", 5),
        ("sun_li", "desk:my_day", 5),
        ("sun_li", "desk:board", 2),
        ("wu_shen", "desk:log", 4),
        ("sun_li", "desk:network", 0),
        ("sun_li", "desk:gaps", 7),
    ],
    ids=str,
)
def test_a_page_takes_so_many_statements_and_no_more_with_more_to_show(
    client: Client, cast: Cast, django_assert_max_num_queries, page: tuple[str, str, int]
):
    name, route, most = page
    sign_in(client, getattr(cast, name))
    for _round in range(2):
        for _case in range(4):
            case = handling(cast)
            Case.objects.filter(pk=case.pk).update(due_at=clock.now(), handler_id=cast.zhao_qiang.pk)
        client.get(reverse(route))  # reads what is held in the process
        with django_assert_max_num_queries(SESSION + most):
            assert client.get(reverse(route)).status_code == 200


def test_pages_about_one_place_take_few_statements(client: Client, cast: Cast, django_assert_max_num_queries):
    sign_in(client, cast.sun_li)
    addresses = {
        reverse("desk:unit", args=[cast.street.code]): 14,
        reverse("desk:plot", args=[cast.plots[0].code]): 12,
        reverse("desk:organisation", args=[cast.branch.code]): 11,
        reverse("desk:area", args=["A-community"]): 4,
        reverse("desk:plot_sign", args=[cast.plots[0].code]): 0,
        reverse("desk:keep") + f"?at={cast.studio.code}": 4,
        reverse("desk:keep_unit_move", args=[cast.studio.code]): 2,
        reverse("desk:then") + f"?place={cast.plots[0].code}&on=2026-05-03": 22,
        reverse("desk:keep_plot_branch", args=[cast.plots[0].code]): 4,
        reverse("desk:keep_team", args=[cast.plots[0].code]): 10,
        reverse("desk:keep_committees", args=[cast.plots[0].code]): 3,
        reverse("desk:keep_entities"): 4,
    }
    for address, most in addresses.items():
        client.get(address)
        with django_assert_max_num_queries(SESSION + most):
            assert client.get(address).status_code == 200
