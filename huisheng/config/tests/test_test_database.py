"""The tests' own ground: who they are in the database, and that nothing remains between them."""

import pytest
from django.db import connection
from playwright.sync_api import Page

from huisheng.core.roles import RUNTIME


@pytest.mark.django_db
def test_tests_are_the_runtime_role() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == (RUNTIME,)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["first", "second"])
def test_flushing_between_transactional_tests_also_empties_the_job_queue(time: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs")
        assert cursor.fetchone() == (0,)
        cursor.execute("INSERT INTO procrastinate_jobs (queue_name, task_name) VALUES ('q', 't')")


def test_a_page_opens_in_a_browser(page: Page) -> None:
    answer = page.goto("/healthz")
    assert answer is not None
    assert "workers" in answer.text()
