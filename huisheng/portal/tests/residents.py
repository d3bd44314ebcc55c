"""A resident with a browser that forgets everything but the page before her."""

import re
from typing import Any
from uuid import uuid4

from django.test import Client

from huisheng.cases.actions.load_catalogue import load_catalogue
from huisheng.cases.models import Case
from huisheng.cases.queries.resident import find_case
from huisheng.cases.slips import new_slip

WORDS = "3号楼2单元暖气一直不热，已经三天了，楼上有八十岁的老人。"


def ask(client: Client, **fields: Any) -> Any:
    """Send the ask form, whole, as its second page does; a fresh form unless `key` is given."""
    load_catalogue()
    sent = {"key": new_slip().text, "words": WORDS, "go": "send", **fields}
    return client.post("/", sent)


def asked(client: Client, **fields: Any) -> str:
    """The secret of a matter that was just asked."""
    return secret_of(ask(client, **fields))


def secret_of(response: Any) -> str:
    """The secret in the address of the receipt to which an answer leads."""
    assert response.status_code == 303, response.content.decode()
    found = re.fullmatch(r"/t/([2-9a-km-np-z]{20})/receipt", response["Location"])
    assert found, response["Location"]
    return found[1]


def case_of(secret: str) -> Case:
    """The case as it stands in the database."""
    case = find_case(secret)
    assert case is not None
    return case


def text(response: Any) -> str:
    """What a reader reads: markup and blanks apart."""
    page = re.sub(r"<(script|style|title)\b.*?</\1>", "", response.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", " ", page))


def tap(client: Client, secret: str, act: str, **fields: Any) -> Any:
    """Send one of the forms of the page as it stands now: key and version as the page would carry them."""
    form = {"key": str(uuid4()), "seen": str(case_of(secret).version), **fields}
    return client.post(f"/t/{secret}/{act}", form)
