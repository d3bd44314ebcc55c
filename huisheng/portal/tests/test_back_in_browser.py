"""Going back to what a resident sent and was asked to change: the page opens afresh, and nothing is sent again."""

import pytest
from playwright.sync_api import Page, expect

from huisheng.cases.actions.handles import add_secret
from huisheng.cases.tests.matters import handling
from tests.cast import Cast

pytestmark = pytest.mark.browser


def test_going_back_to_an_empty_addition_opens_the_matter(page: Page, committed_cast: Cast) -> None:
    secret = add_secret(handling(committed_cast).id)
    page.goto(f"/t/{secret}")
    page.locator("details.add-more summary").click()
    page.locator("details.add-more button[type=submit], details.add-more form button").last.click()
    expect(page.locator(".problems")).to_be_visible()
    page.locator("html[data-js=ready]").wait_for()
    page.get_by_role("link", name="回声").first.click()
    expect(page.locator("#id_words")).to_be_visible()
    answer = page.go_back()
    assert answer is not None and (answer.status, answer.request.method) == (200, "GET")
    expect(page.locator("details.add-more")).to_be_visible()
