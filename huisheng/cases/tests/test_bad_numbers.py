"""Digits that are none of ours, such as ², are passed over: never an error of the server."""

from django.test import Client
from django.urls import reverse

from huisheng.cases.tests.matters import asked, case_of, handling
from tests.cast import Cast, sign_in


def test_a_page_that_stays_open_asks_with_a_version_that_is_no_number(client: Client, cast: Cast) -> None:
    sign_in(client, cast.wang_fang)
    changes = reverse("cases:changes", args=[handling(cast).number])
    assert client.get(changes, {"seen": "²"}).status_code == 204


def test_a_category_that_is_no_number_is_none(client: Client, cast: Cast) -> None:
    sign_in(client, cast.wang_fang)
    triage = reverse("cases:triage", args=[case_of(asked(cast, category=None)).number])
    assert client.get(triage, {"category": "²"}).status_code == 200
