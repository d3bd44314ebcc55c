"""The gateway of the stand-in: takes messages at `/send`, shows them at `/`, and changes its manners."""

import json
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from huisheng.outbox.stand_in.page import page
from huisheng.outbox.stand_in.store import Manner

if TYPE_CHECKING:
    from huisheng.outbox.stand_in.servers import GatewayServer

LARGEST = 100_000
ANSWERS = {Manner.REFUSES: 422, Manner.BUSY: 503}


class GatewayHandler(BaseHTTPRequestHandler):
    """One request."""

    server: "GatewayServer"
    timeout = 60

    def do_GET(self) -> None:
        """What was taken, as a page or as JSON."""
        store = self.server.store
        if self.path == "/messages.json":
            rows = [
                {"channel": t.channel, "to": t.to, "text": t.text, "times": t.times} for t in store.newest()
            ]
            self._answer(200, json.dumps(rows, ensure_ascii=False), "application/json")
        elif self.path == "/":
            self._answer(200, page(store), "text/html; charset=utf-8")
        else:
            self._answer(404, "", "text/plain")

    def do_POST(self) -> None:
        """Take a message, or a change of manners from the page."""
        length = min(int(self.headers.get("Content-Length") or 0), LARGEST)
        body = self.rfile.read(length)
        if self.path == "/manner":
            self._change_manner(body)
        elif self.path == "/send":
            self._take(body)
        else:
            self._answer(404, "", "text/plain")

    def _take(self, body: bytes) -> None:
        store, manner = self.server.store, self.server.store.manner
        if manner in ANSWERS:
            self._answer(ANSWERS[manner], "", "text/plain")
            return
        try:
            said: dict[str, Any] = json.loads(body)
            key = self.headers["Idempotency-Key"]
            if said["channel"] == "chat" and not store.has_chat(said["to"]):
                self._answer(404, "", "text/plain")
                return
            is_new = store.take(said["channel"], said["to"], "", said["text"], key)
        except (ValueError, KeyError, TypeError):
            self._answer(400, "", "text/plain")
            return
        if is_new or manner is Manner.TWICE:
            self.server.reporter.later(str(said.get("report_to", "")), key)
        if manner is Manner.HANGS:
            store.wait()
        elif manner is Manner.CUTS_OFF:
            self.close_connection = True
        else:
            self._answer(202, "", "text/plain")

    def _change_manner(self, body: bytes) -> None:
        chosen = parse_qs(body.decode()).get("manner", [""])[0]
        if chosen in {manner.value for manner in Manner}:
            self.server.store.manner = Manner(chosen)
        self.send_response(303)
        self.send_header("Location", "/")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _answer(self, status: int, text: str, kind: str) -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: Any) -> None:
        """Nothing: a line of a log would hold what nobody should read twice."""
