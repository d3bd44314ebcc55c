"""Messages out: mail through Django, SMS and chat through one small HTTP interface.

Where no server or gateway is set, each is a folder of files in the state folder, so that everything can be
tried. The interface is docs/reference/message-gateway.md. What sending raises says what is known:

- `Undeliverable`: the other side will never take this message for this receiver.
- `NotTaken`: surely not taken this time; the same message may be tried again.
- `MaybeTaken`: nobody knows. The gateway drops a repetition by its key, so trying again is right there; a
  mail server does not, so there it is not (docs/decisions/0015-outbox.md).
"""

import json
import os
import smtplib
import socket
import urllib.error
import urllib.request
from base64 import b64encode
from collections.abc import Callable
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from huisheng.core.ids import uuid7

TIMEOUT_SECONDS = 10
# RFC 9110, 8470, 6585: not now, but later; 401, 403, 407: our own login is wrong, and somebody mends it.
AGAIN = frozenset({401, 403, 407, 408, 425, 429})
OUR_FAULT = range(400, 500)  # HTTP (RFC 9110): the same request will never be taken
FOR_GOOD = range(500, 600)  # SMTP (RFC 5321, 4.2.1): the same mail will never be taken


class Undeliverable(Exception):
    """The other side will never take this message for this receiver: trying again is of no use."""


class NotTaken(Exception):
    """Surely not taken this time."""


class MaybeTaken(Exception):
    """The message was on its way when the line went quiet: it may have been taken."""


def _nothing() -> None:
    pass


def send_email(to: str, subject: str, text: str, *, key: str, before: Callable[[], None] = _nothing) -> None:
    """Send one mail. `key` becomes its Message-ID, so that mail readers show a repetition once.

    `before` is called when the server answers and before it is told anything: whatever happens earlier, the
    mail was surely not taken.
    """
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "localhost"
    connection = get_connection()
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as problem:
        raise NotTaken(type(problem).__name__) from None
    try:
        before()
        headers = {"Message-ID": f"<{key}@{domain}>"}
        _tell_server(EmailMessage(subject, text, to=[to], headers=headers, connection=connection))
    finally:
        with suppress(OSError, smtplib.SMTPException):
            connection.close()


def _tell_server(mail: EmailMessage) -> None:
    """Hand the mail over an open line. An answer of the server says what is so; without one, nobody knows."""
    try:
        mail.send()
    except smtplib.SMTPRecipientsRefused as refused:
        codes = [code for code, _words in refused.recipients.values()]
        raise (Undeliverable if all(code in FOR_GOOD for code in codes) else NotTaken)(str(codes)) from None
    except smtplib.SMTPDataError as refused:
        raise (Undeliverable if refused.smtp_code in FOR_GOOD else NotTaken)(str(refused.smtp_code)) from None
    except smtplib.SMTPResponseException as refused:  # the sender, the greeting: ours to mend, so try again
        raise NotTaken(str(refused.smtp_code)) from None
    except (OSError, smtplib.SMTPException) as problem:
        raise MaybeTaken(type(problem).__name__) from None


def send_by_gateway(channel: str, to: str, text: str, *, key: str) -> None:
    """Send one SMS or chat message (`channel`) to a mainland mobile number of 11 digits.

    `key` lets the gateway drop a repetition, and comes back with its delivery report.
    """
    address = settings.GATEWAYS.get(channel, "")
    if address:
        _post(address, {"channel": channel, "to": to, "text": text, "report_to": report_address()}, key)
    else:
        _keep(Path(settings.MESSAGE_FOLDER) / channel, f"{to}\n\n{text}\n")


def report_address() -> str:
    """Where a gateway sends its delivery reports; empty where they would not be believed."""
    return f"{settings.PUBLIC_ADDRESS}/messages/reports" if settings.GATEWAY_KEY else ""


def reports_come(channel: str) -> bool:
    """Whether a delivery report is to be waited for."""
    return bool(settings.GATEWAYS.get(channel) and settings.GATEWAY_KEY)


def _post(address: str, message: dict[str, str], key: str) -> None:
    parts = urlsplit(address)
    headers = {"Content-Type": "application/json", "Idempotency-Key": key}
    if parts.username is not None:
        login = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        headers["Authorization"] = f"Basic {b64encode(login.encode()).decode()}"
    bare = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
    body = json.dumps(message, ensure_ascii=False).encode()
    request = urllib.request.Request(bare, body, headers, method="POST")  # noqa: S310  # scheme checked in env.py
    try:
        _opener.open(request, timeout=TIMEOUT_SECONDS).close()
    except urllib.error.HTTPError as answer:
        answer.close()
        for_good = answer.code in OUR_FAULT and answer.code not in AGAIN
        raise (Undeliverable if for_good else MaybeTaken)(str(answer.code)) from None
    except (OSError, HTTPException) as problem:
        raise (NotTaken if _never_left(problem) else MaybeTaken)(type(problem).__name__) from None


class _StayHere(urllib.request.HTTPRedirectHandler):
    """Elsewhere nobody takes the message: followed, it would be asked for without a body, with our login, and any
    page that answers well would count as taken."""

    def redirect_request(self, *_given: object) -> None:
        """Not followed: the answer counts as it is, and the message is tried again."""


_opener = urllib.request.build_opener(_StayHere)


def _never_left(problem: BaseException) -> bool:
    """Whether nobody was spoken to: no address was found, or nothing listened there."""
    while isinstance(problem, urllib.error.URLError) and isinstance(problem.reason, BaseException):
        problem = problem.reason
    return isinstance(problem, (ConnectionRefusedError, socket.gaierror))


def _keep(folder: Path, content: str) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(folder / f"{uuid7()}.txt", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(content)
