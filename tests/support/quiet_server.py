"""A live server whose requests can be waited for, so that none is under way when the database is emptied."""

import socket
import threading
from typing import Any

TIMEOUT_SECONDS = 20.0


class QuietServer:
    """Counts the connections that a `ThreadedWSGIServer` has taken and not yet left.

    A page asks in the background (the bar's news, a map's tiles). Such a request may still hold locks, or write
    an audit entry, when its test is over: emptying the tables then ends in a deadlock or is undone by it.
    """

    def __init__(self, server: Any) -> None:
        self._server = server
        self._open = 0
        self._changed = threading.Condition()
        self._take, self._work = self._server.process_request, self._server.process_request_thread
        self._server.process_request, self._server.process_request_thread = self._taken, self._worked

    def wait(self) -> None:
        """Return when every connection made so far is closed; its browsers must be closed before.

        Errors: `TimeoutError` when one stays open.
        """
        self._overtake_none()
        with self._changed:
            if not self._changed.wait_for(lambda: not self._open, TIMEOUT_SECONDS):
                raise TimeoutError(f"{self._open} connections to the live server are still open")

    def _overtake_none(self) -> None:
        """Connections are taken in order: when this one was, all before it were."""
        with socket.create_connection(self._server.server_address, TIMEOUT_SECONDS) as last:
            last.shutdown(socket.SHUT_WR)
            last.recv(1)

    def _taken(self, request: Any, client_address: Any) -> None:
        self._change(1)
        self._take(request, client_address)

    def _worked(self, request: Any, client_address: Any) -> None:
        try:
            self._work(request, client_address)
        finally:
            self._change(-1)

    def _change(self, by: int) -> None:
        with self._changed:
            self._open += by
            self._changed.notify_all()
