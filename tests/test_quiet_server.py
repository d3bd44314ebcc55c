"""Between two browser tests the live server comes to rest, whatever a closed page had still asked for."""

import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler

from tests.support.quiet_server import QuietServer

START_SECONDS = 10


@pytest.fixture
def asked() -> threading.Event:
    """Set when a request has reached the application."""
    return threading.Event()


@pytest.fixture
def may_answer() -> Iterator[threading.Event]:
    """The application answers once this is set."""
    event = threading.Event()
    yield event
    event.set()


@pytest.fixture
def server(asked: threading.Event, may_answer: threading.Event) -> Iterator[ThreadedWSGIServer]:
    def application(_environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        asked.set()
        may_answer.wait(START_SECONDS)
        start_response("200 OK", [("Content-Length", "0")])
        return [b""]

    made = ThreadedWSGIServer(("127.0.0.1", 0), WSGIRequestHandler)
    made.set_app(application)
    thread = threading.Thread(target=made.serve_forever, daemon=True)
    thread.start()
    yield made
    made.shutdown()
    made.server_close()
    thread.join(START_SECONDS)


def test_a_request_whose_page_is_gone_is_waited_for(
    server: ThreadedWSGIServer, asked: threading.Event, may_answer: threading.Event
) -> None:
    quiet, rested = QuietServer(server), threading.Event()
    with socket.create_connection(("127.0.0.1", server.server_port)) as page:
        page.sendall(b"GET /desk/news/count HTTP/1.1\r\nHost: here\r\n\r\n")
        assert asked.wait(START_SECONDS)

    def wait() -> None:
        quiet.wait()
        rested.set()

    waiting = threading.Thread(target=wait)
    waiting.start()
    assert not rested.wait(0.2), "it did not wait for a request that is under way"
    may_answer.set()
    waiting.join(START_SECONDS)
    assert rested.is_set()


def test_a_server_that_nobody_asked_is_at_rest(server: ThreadedWSGIServer) -> None:
    QuietServer(server).wait()
