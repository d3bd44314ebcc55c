"""A body that is too large or of unknown length is refused with a page that a person understands."""

from collections.abc import Iterator

import pytest
from django.test import Client, RequestFactory
from pytest_django.fixtures import Settings

from huisheng.cases.actions.photos import MOST_BYTES, MOST_PICTURES
from huisheng.config import env
from huisheng.config.middleware.body import BodyLimit, refused


@pytest.fixture(autouse=True)
def _small_limit(settings: Settings) -> Iterator[None]:
    settings.BODY_LIMIT = 1024 * 1024
    yield


def test_a_body_over_the_limit_is_refused_before_it_is_read() -> None:
    request = RequestFactory().post(
        "/", data=b"", content_type="text/plain", CONTENT_LENGTH=str(1024 * 1024 + 1)
    )
    response = refused(request)
    assert response is not None
    assert response.status_code == 413
    assert "1 兆" in response.content.decode()


def test_a_body_at_the_limit_is_taken() -> None:
    request = RequestFactory().post("/", data=b"", content_type="text/plain", CONTENT_LENGTH=str(1024 * 1024))
    assert refused(request) is None


def test_a_body_of_unknown_length_is_refused_instead_of_arriving_empty() -> None:
    request = RequestFactory().post("/", HTTP_TRANSFER_ENCODING="chunked")
    response = refused(request)
    assert response is not None
    assert response.status_code == 411


def test_the_connection_is_closed_after_a_refusal() -> None:
    request = RequestFactory().post("/", CONTENT_LENGTH="99999999", data=b"", content_type="text/plain")
    response = BodyLimit(lambda _: pytest.fail("was let through"))(request)
    assert response["Connection"] == "close"


@pytest.mark.django_db
def test_pages_are_behind_the_limit() -> None:
    assert (
        Client()
        .post("/look/preferences", data=b"x" * (1024 * 1024 + 1), content_type="text/plain")
        .status_code
        == 413
    )


def test_all_the_pictures_that_a_form_promises_fit_into_one_request() -> None:
    default = next(setting for setting in env.SETTINGS if setting.name == "HUISHENG_BODY_LIMIT").default
    assert MOST_PICTURES * MOST_BYTES + 1024 * 1024 <= int(default) < 100 * 1024 * 1024
