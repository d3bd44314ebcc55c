"""What tests of pages share: the forms of a page as a browser would send them, and counted statements."""

from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from django.test import Client
from django.urls import reverse

from huisheng.cases.models import Case
from huisheng.people.models import Person
from tests.cast import sign_in

Response = Any
"""What the test client answers: a response with its request and context, of a type that only stubs know."""


class _Forms(HTMLParser):
    """Every form of a page: where it goes and what its controls hold."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str, dict[str, str]]] = []
        self._area = self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append((at.get("action", ""), {}))
        elif self.forms and tag == "input" and at.get("name"):
            if at.get("type") not in ("radio", "checkbox") or "checked" in at:
                self.forms[-1][1][at["name"]] = at.get("value", "")
        elif self.forms and tag == "select":
            self._select = at.get("name", "")
        elif self.forms and tag == "option" and self._select and "selected" in at:
            self.forms[-1][1][self._select] = at.get("value", "")
        elif self.forms and tag == "textarea" and at.get("name"):
            self._area = at["name"]
            self.forms[-1][1][self._area] = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            before = self.forms[-1][1][self._area]
            # HTML drops the line break that stands directly behind the tag.
            self.forms[-1][1][self._area] = before + (data if before else data.removeprefix("\n"))

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""
        if tag == "select":
            self._select = ""


def form_in(response: Response, action: str) -> dict[str, str]:
    """What the form of this page that goes to `action` would send, as it stands."""
    found = _Forms()
    found.feed(response.content.decode())
    here = urlsplit(response.wsgi_request.get_full_path()).path
    for where, values in found.forms:
        if (where or here) == action:
            return values
    raise AssertionError(f"no form to {action}")


def at(case: Case, name: str = "case") -> str:
    """The address of a page about a case."""
    return reverse(f"cases:{name}", args=[case.number])


def signed_in(person: Person) -> Client:
    """A browser in which this person is signed in."""
    return sign_in(Client(), person)


def act_on(client: Client, case: Case, name: str, page: str = "", **typed: Any) -> Response:
    """Open a page (the act's own, unless `page` says another), fill its form in and send it."""
    address = at(case, name)
    shown = client.get(at(case, page or name))
    return client.post(address, {**form_in(shown, address), **typed})


def text(response: Response) -> str:
    """The page as text."""
    return str(response.content.decode())
