"""Messages out: e-mail through Django's mail, SMS through one small HTTP interface.

Where no server or gateway is set, both are files in the state folder, so that everything can be tried. The
SMS interface (docs/reference/sms-gateway.md): POST of `{"to", "text"}` as JSON with an `Idempotency-Key`;
2xx means taken, 4xx that this message can never be sent, anything else that it should be tried again.
"""

import json
import os
import smtplib
import socket
import urllib.error
import urllib.request
from base64 import b64encode
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.mail import EmailMessage

from huisheng.core.ids import uuid7

TIMEOUT_SECONDS = 10
AGAIN = frozenset({408, 425, 429})  # RFC 9110, 8470, 6585: not now, but later
OUR_FAULT = range(400, 500)  # HTTP (RFC 9110): the same request will never be taken
FOR_GOOD = range(500, 600)  # SMTP (RFC 5321, 4.2.1): the same mail will never be taken


class Undeliverable(Exception):
    """The other side will never take this message for this receiver: trying again is of no use."""


def never_left(problem: BaseException) -> bool:
    """Whether nobody was spoken to: no address was found, or nothing listened there.

    After anything else, a time-out above all, the message may have been taken, whatever was heard of it.
    """
    while isinstance(problem, urllib.error.URLError) and isinstance(problem.reason, BaseException):
        problem = problem.reason
    return isinstance(problem, (ConnectionRefusedError, socket.gaierror))


def send_email(to: str, subject: str, text: str, *, key: str) -> None:
    """Send one mail. `key` becomes its Message-ID, so that a mail sent twice shows once.

    `Undeliverable` when the server refuses the receiver for good; any other exception means: try again.
    """
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "localhost"
    mail = EmailMessage(subject, text, to=[to], headers={"Message-ID": f"<{key}@{domain}>"})
    try:
        mail.send()
    except smtplib.SMTPRecipientsRefused as refused:
        codes = [code for code, _words in refused.recipients.values()]
        if all(code in FOR_GOOD for code in codes):
            raise Undeliverable("the mail server refuses this receiver") from None
        raise


def send_sms(to: str, text: str, *, key: str) -> None:
    """Send one SMS to a mainland mobile number (11 digits). `key` lets the gateway drop a repetition.

    `Undeliverable` when the gateway refuses it for good; any other exception means: try again.
    """
    if settings.SMS_GATEWAY:
        _post(settings.SMS_GATEWAY, {"to": to, "text": text}, key)
    else:
        _keep(Path(settings.SMS_FOLDER), f"{to}\n\n{text}\n")


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
        urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS).close()  # noqa: S310
    except urllib.error.HTTPError as answer:
        answer.close()
        if answer.code in OUR_FAULT and answer.code not in AGAIN:
            raise Undeliverable(f"the SMS gateway answered {answer.code}") from None
        raise


def _keep(folder: Path, content: str) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(folder / f"{uuid7()}.txt", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(content)
