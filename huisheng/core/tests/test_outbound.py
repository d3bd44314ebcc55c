"""Messages out: the SMS interface of docs/reference/message-gateway.md, spoken to a real server on this machine."""

import json
import smtplib
import threading
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.core import mail

from huisheng.core.outbound import MaybeTaken, NotTaken, Undeliverable, send_by_gateway, send_email


@dataclass
class Gateway:
    """A gateway that answers with `status` and remembers what it got."""

    port: int
    status: int = 202
    elsewhere: str = ""
    visits: int = 0
    got: list[tuple[dict[str, str], dict[str, str]]] = field(default_factory=list)


@pytest.fixture
def gateway(settings: Any) -> Iterator[Gateway]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            made.got.append((dict(self.headers), body))
            self.send_response(made.status)
            if made.elsewhere:
                self.send_header("Location", made.elsewhere)
            self.end_headers()

        def do_GET(self) -> None:
            made.visits += 1
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_args: Any) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    made = Gateway(server.server_port)
    address = f"http://li:p%40ss@127.0.0.1:{server.server_port}/send"
    settings.GATEWAYS, settings.GATEWAY_KEY = {"sms": address, "chat": ""}, "k"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield made
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_gateway_gets_number_text_key_and_login(gateway: Gateway) -> None:
    send_by_gateway("sms", "13804310001", "【回声】您好", key="case.received.1")
    ((headers, body),) = gateway.got
    assert body == {
        "channel": "sms",
        "to": "13804310001",
        "text": "【回声】您好",
        "report_to": "http://testserver/messages/reports",
    }
    assert headers["Idempotency-Key"] == "case.received.1"
    assert headers["Authorization"] == "Basic " + b64encode(b"li:p@ss").decode()
    assert headers["Content-Type"] == "application/json"


@pytest.mark.parametrize("status", [400, 404, 422])
def test_a_refusal_is_for_good(gateway: Gateway, status: int) -> None:
    gateway.status = status
    with pytest.raises(Undeliverable):
        send_by_gateway("sms", "13804310001", "x", key="k")


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_an_answer_that_sends_elsewhere_is_no_taking(gateway: Gateway, status: int) -> None:
    """The page there would get our login, and answer well to what it was not given."""
    gateway.status, gateway.elsewhere = status, f"http://127.0.0.1:{gateway.port}/welcome"
    with pytest.raises(MaybeTaken):
        send_by_gateway("sms", "13804310001", "x", key="k")
    assert gateway.visits == 0


@pytest.mark.parametrize("status", [401, 403, 408, 425, 429, 500, 503])
def test_anything_else_is_tried_again(gateway: Gateway, status: int) -> None:
    gateway.status = status
    with pytest.raises(MaybeTaken):
        send_by_gateway("sms", "13804310001", "x", key="k")


def test_a_gateway_that_is_not_there_is_tried_again(settings: Any) -> None:
    settings.GATEWAYS = {"sms": "http://127.0.0.1:9/send"}
    with pytest.raises(NotTaken):
        send_by_gateway("sms", "13804310001", "x", key="k")


def test_without_a_gateway_messages_are_files_that_only_their_owner_reads(
    settings: Any, tmp_path: Path
) -> None:
    settings.GATEWAYS, settings.MESSAGE_FOLDER = {"sms": ""}, tmp_path
    send_by_gateway("sms", "13804310001", "一", key="k")
    send_by_gateway("sms", "13804310002", "二", key="k")
    files = list((tmp_path / "sms").iterdir())
    words = {path.read_text(encoding="utf-8") for path in files}
    assert words == {"13804310001\n\n一\n", "13804310002\n\n二\n"}
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}


def test_a_mail_carries_its_key_so_that_two_show_as_one(settings: Any) -> None:
    settings.DEFAULT_FROM_EMAIL = "回声 <echo@luyuan.example>"
    send_email("li@example.org", "收到了", "您好", key="case.received.1")
    (letter,) = mail.outbox
    assert letter.to == ["li@example.org"] and letter.body == "您好"
    assert letter.extra_headers["Message-ID"] == "<case.received.1@luyuan.example>"


@pytest.mark.parametrize(("code", "problem"), [(550, Undeliverable), (451, NotTaken)])
def test_a_receiver_refused_for_good_is_given_up_and_for_now_tried_again(
    monkeypatch: pytest.MonkeyPatch, code: int, problem: type[Exception]
) -> None:
    def refuse(*_args: Any, **_options: Any) -> None:
        raise smtplib.SMTPRecipientsRefused({"li@example.org": (code, b"no")})

    monkeypatch.setattr("huisheng.core.outbound.EmailMessage.send", refuse)
    with pytest.raises(problem):
        send_email("li@example.org", "x", "x", key="k")
