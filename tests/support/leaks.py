"""One walk over everything that comes out of the system, looking for what was planted (`plants`)."""

from __future__ import annotations

import io
import logging
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.core import mail
from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode

from huisheng.config.logs import PlainFormatter, RouteOnly
from tests.access_table import RELATIONS, ROWS, Row
from tests.access_things import THINGS
from tests.cast import Cast
from tests.support.plants import Plant, Planted, Spot, kwargs_of, may_find, may_know
from tests.support.world import Caller, World, undone

# Each planted case is walked by those whom it concerns; that nobody else reaches any case, `test_access.py` tries.
CONCERNED = {
    "home": ("", "inside", "above", "called", "centre"),
    "complaint": ("", "inside", "above", "below", "centre"),
    "unclear": ("", "centre"),
}
# On pages of no case a relation makes little difference, and only those of the cases app take in what is typed.
SAMPLE = ("", "inside", "centre")
FOR_OTHERS = ("inside", "home")


class Log(logging.Handler):
    """Everything that is logged, down to DEBUG, as the log of an installation would have it."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.addFilter(RouteOnly())
        self.setFormatter(PlainFormatter("%(name)s %(message)s"))
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))

    def __enter__(self) -> Log:
        root = logging.getLogger()
        self._level = root.level
        root.addHandler(self)
        root.setLevel(logging.DEBUG)
        return self

    def __exit__(self, *_: object) -> None:
        logging.getLogger().removeHandler(self)
        logging.getLogger().setLevel(self._level)


@dataclass
class Walk:
    """What came out where it must not (`leaks`), how many answers were searched, and what was logged and sent."""

    world: World
    planted: Planted
    leaks: list[str] = field(default_factory=list)
    answers: int = 0

    def over_routes(self, rows: Iterable[Row] = ROWS) -> None:
        """Every route as every caller, by GET and POST; what it changes is undone."""
        for row in rows:
            with undone():
                for name, address in _addresses(row, self.world.cast, self.planted):
                    for caller, method in self._calls(row, name):
                        with undone():
                            answer = caller.call(method, address)
                        self.search(answer, Spot(row.route, method, caller, name))

    def over_searches(self) -> None:
        """Every planted string looked for by every caller: what is not theirs is not found."""
        wanted = [plant.text for plant in self.planted.plants if plant.kind != "secret"]
        callers = [each for each in self.world.callers if each.relation not in ("", "outside")]
        for caller in callers:
            for text in [*wanted, *self.planted.numbers.values()]:
                answer = caller.call("GET", f"{reverse('cases:search')}?{urlencode({'q': text})}")
                self.answers += 1
                page = said(answer).replace(text, "")
                for name, number in self.planted.numbers.items():
                    if not may_find(name, caller) and f"/cases/{number}" in page:
                        self.leaks.append(f"{caller} found {name} by {text}")

    def search(self, answer: HttpResponse, at: Spot) -> None:
        """Look through one answer for what its reader may not know there."""
        self.answers += 1
        page = said(answer)
        for plant in self.planted.plants:
            if plant.text in page and not may_know(plant, at):
                where = f"{at.method} {at.route} of {at.case or 'nothing'} → {answer.status_code}"
                self.leaks.append(f"{at.caller} learns {plant.kind} of {plant.case}: {where}")

    def _calls(self, row: Row, name: str) -> Iterator[tuple[Caller, str]]:
        """Who asks, and how: everybody concerned looks, and whoever the table lets in sends the form as well."""
        takes_forms = row.route.startswith(("cases:", "portal:"))
        for caller in self._concerned(row, name):
            yield caller, "GET"
            if takes_forms and row.allows(caller.role, caller.relation, "POST"):
                yield caller, "POST"

    def _concerned(self, row: Row, name: str) -> list[Caller]:
        if _is_of_resident(row):
            return [caller for caller in self.world.callers if caller.role == "nobody"]
        relations = CONCERNED[name] if name else SAMPLE
        return [
            caller
            for caller in self.world.callers
            if caller.relation in relations
            and (_is_named(row, caller) or (caller.relation, name) == FOR_OTHERS)
        ]


def _is_named(row: Row, caller: Caller) -> bool:
    """Whether the route is at all for this role: others are turned away before a case is looked for."""
    return not row.about or any(row.allows(caller.role, relation, "GET") for relation in (*RELATIONS, ""))


def _is_of_resident(row: Row) -> bool:
    return row.about in ("secret", "secret_photo")


def _addresses(row: Row, cast: Cast, planted: Planted) -> Iterator[tuple[str, str]]:
    """Each planted case by name and its address on this route; for other routes no name and one address."""
    if row.about.startswith("case") or _is_of_resident(row):
        for name in planted.numbers:
            yield name, reverse(row.route, kwargs=kwargs_of(row, planted, name))
    else:
        yield "", reverse(row.route, kwargs=THINGS[row.about](cast) if row.about else None)


def said(answer: HttpResponse) -> str:
    """Body and headers of an answer as text; what is packed is unpacked."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    parts = [body]
    if body.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            parts += [packed.read(name) for name in packed.namelist()]
    headers = "\n".join(f"{name}: {value}" for name, value in answer.items())
    cookies = answer.cookies.output()
    return "\n".join([headers, cookies, *(part.decode("utf-8", "replace") for part in parts)])


def sent(folder: Path) -> list[tuple[str, str]]:
    """Every SMS and mail so far: to whom, and what."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    by_sms = [(text.partition("\n")[0], text.partition("\n")[2]) for text in texts]
    return by_sms + [(to, f"{letter.subject}\n{letter.body}") for letter in mail.outbox for to in letter.to]


def in_messages(messages: Iterable[tuple[str, str]], planted: Planted) -> list[str]:
    """What went to whom it must not: residents get word of their own matter and nothing that staff keep."""
    owners = {plant.text: plant.case for plant in planted.plants if plant.kind == "contact"}
    leaks = []
    for to, text in messages:
        if to not in owners:
            leaks.append(f"a message went to {to}")
        for plant in planted.plants:
            if plant.text in text and not (plant.kind == "words" and plant.case == owners.get(to)):
                leaks.append(f"{plant.kind} of {plant.case} went out")
    return leaks


def in_lines(lines: Iterable[str], plants: Iterable[Plant]) -> list[str]:
    """Planted strings that were logged."""
    whole = "\n".join(lines)
    return [f"{plant.kind} of {plant.case} was logged" for plant in plants if plant.text in whole]
