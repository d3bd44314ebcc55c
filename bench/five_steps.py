"""bench-five-steps: whole cases over HTTP, collect to feed back, against pgbench running the same statements.

8 workers take a case each through five requests: the resident asks, the clerk triages and assigns it, signs for it,
answers it, the resident confirms. Limits: at least 25 whole cases a second with 2 web workers, at most 60 statements
in a life, BEGIN and COMMIT of each request among them. BENCH_CASES="1000" takes fewer than 10,000.
"""

import json
import os
import re
import secrets
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from bench import site
from bench.client import answer
from bench.statements import pgbench_rate, record, script

WORKERS = 8
PGBENCH_SECONDS = 15
BEGIN_AND_COMMIT = 2
LOCATION = re.compile(rb"\r\nlocation: (\S+)", re.IGNORECASE)
RATE, MOST_STATEMENTS = 25, 60
SAID = "".join(chr(0x4E00 + at) for at in range(3000))


@dataclass(frozen=True)
class Desk:
    """The clerk who works the cases, and what a case is about."""

    cookies: dict[str, str]
    token: str
    plot: str
    unit_id: int
    category_id: int


@dataclass(frozen=True)
class Asked:
    """A case as its resident holds it and as staff call it."""

    secret: str
    number: str


Sent = tuple[str, dict[str, str]]


def main() -> None:
    """Measure and print one JSON line last."""
    os.environ["HUISHENG_PROXIES"] = "1"
    os.environ["HUISHENG_STATE"] = ".huisheng/bench-five-steps"
    site.prepare()
    wanted = int(os.environ.get("BENCH_CASES", "10000"))
    desk = _desk()
    steps = _recorded(desk)
    with site.serving():
        _all_lives(desk, WORKERS * 5)
        before = _confirmed()
        seconds, bad = _all_lives(desk, wanted)
        whole = _confirmed() - before
    pgbench = pgbench_rate(script(*steps), WORKERS, PGBENCH_SECONDS)
    statements = sum(len(step) + BEGIN_AND_COMMIT for step in steps)
    figures = {
        "bench": "five-steps",
        "cases": wanted,
        "confirmed": whole,
        "cases_per_second": round(wanted / seconds, 1),
        "pgbench_per_second": round(pgbench, 1),
        "ratio": round(wanted / seconds / pgbench, 3),
        "statements": statements,
        "statements_by_step": [len(step) for step in steps],
        "bad_answers": bad,
    }
    good = bad == 0 and whole == wanted and statements <= MOST_STATEMENTS
    print(json.dumps(figures | {"pass": good and wanted / seconds >= RATE}))


def _desk() -> Desk:
    """A clerk who may do everything at one station, signed in, and one of its plots."""
    from django.conf import settings
    from django.test import Client

    from huisheng.cases.models import Case
    from huisheng.cases.queries.catalogue import catalogue
    from huisheng.network.models import Unit
    from huisheng.network.tree import tree
    from huisheng.people.models import Account
    from tests.cast import add_people, appoint, sign_in

    if Case.objects.exists():
        raise SystemExit("an earlier run left its cases: delete .huisheng/bench-five-steps")
    network = tree()
    root = Unit.objects.get(pk=network.root.id)  # type: ignore[union-attr]
    category = catalogue().by_code["refuse"]
    plot, unit_id = next(_plots_routed_to_stations(category.id))
    clerk, *granters = add_people([("甲", "bench.clerk"), ("郑管", "zheng.guan"), ("冯管", "feng.guan")])
    appoint([(person, "administrator", root) for person in granters])
    appoint([(clerk, "station_clerk", Unit.objects.get(pk=unit_id))])
    client = sign_in(Client(SERVER_NAME="localhost"), Account.objects.get(login="bench.clerk").person)
    client.get("/cases/new")
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    return Desk(cookies, cookies[settings.CSRF_COOKIE_NAME], plot, unit_id, category.id)


def _plots_routed_to_stations(category_id: int) -> Iterator[tuple[str, int]]:
    """Plots whose station the catalogue makes responsible for the category, with that station."""
    from huisheng.cases.queries.catalogue import catalogue
    from huisheng.cases.queries.routing import route
    from huisheng.network.tree import tree

    network = tree()
    for plot in network.plots.values():
        station = network.at_level(plot.unit_id, 3)
        if plot.closed or station is None:
            continue
        routed = route(network, catalogue(), category_id=category_id, plot_id=plot.id, desk_unit_id=station)
        if routed.reason is None and routed.unit_id in network.subtree(station):
            yield plot.code, station


def _ask(desk: Desk, n: int) -> Sent:
    words = f"门口这件事已经第{n}天了，大家出门都要绕着走，请派人来看一看。"
    fields = {"words": words, "plot": desk.plot, "contact": "13804310001", "go": "send"}
    return "/", {**fields, "key": secrets.token_urlsafe(24)}


def _life(desk: Desk, case: Asked, n: int) -> Iterator[Sent]:
    """The four requests that follow, as their forms send them. Versions: asked 1, triaged and assigned 3, …"""

    def form(seen: int, **fields: str) -> dict[str, str]:
        return {"key": str(uuid4()), "seen": str(seen), "csrfmiddlewaretoken": desk.token, **fields}

    here = f"/cases/{case.number}"
    decided = {"category": str(desk.category_id), "plot": desk.plot, "urgency": "normal"}
    yield f"{here}/triage", form(1, **decided, assign="other", unit=_unit_code(desk.unit_id))
    yield f"{here}/acceptance", form(3)
    said = "".join(secrets.choice(SAID) for _letter in range(60))  # no two alike: copies are held back
    words = f"今天上午{n % 12 + 1}点已经办好：{said}。"
    yield f"{here}/answer", form(4, words=words, outcome="fixed")
    yield f"/t/{case.secret}/confirmation", form(5)


def _unit_code(unit_id: int) -> str:
    from huisheng.network.tree import tree

    return tree().unit(unit_id).code


def _recorded(desk: Desk) -> list[list[str]]:
    """The statements of each request of one life, after another has filled what a process keeps."""
    from django.test import Client

    resident = Client(HTTP_X_FORWARDED_FOR="192.0.2.1", SERVER_NAME="localhost")
    clerk = Client(SERVER_NAME="localhost")
    for name, value in desk.cookies.items():
        clerk.cookies[name] = value
    steps: list[list[str]] = []
    for n in range(2):
        steps = []
        answers: list[Any] = []
        _recorded_post(resident, _ask(desk, n), steps, answers)
        case = _numbers([_secret_in(answers[0]["Location"])])[0]
        for sent in _life(desk, case, n):
            _recorded_post(clerk if sent[0].startswith("/cases/") else resident, sent, steps, answers)
    return steps


def _recorded_post(client: Any, sent: Sent, steps: list[list[str]], answers: list[Any]) -> None:
    steps.append(record(lambda: answers.append(client.post(*sent))))
    if answers[-1].status_code not in (302, 303):
        raise SystemExit(f"{sent[0]}: {answers[-1].status_code} {answers[-1].content.decode()[-3000:]}")


def _secret_in(location: str) -> str:
    return location.split("/t/")[1].split("/", maxsplit=1)[0]


def _numbers(secrets_of_cases: list[str]) -> list[Asked]:
    """The cases' numbers, as a clerk reads them from the list."""
    from huisheng.cases.models import Handle
    from huisheng.cases.models.handle import hash_of

    hashed = {hash_of(secret): secret for secret in secrets_of_cases}
    held = Handle.objects.filter(kind="secret", value__in=hashed).values_list("case_id", "value")
    cases = {case_id: hashed[value] for case_id, value in held}
    numbered = Handle.objects.filter(kind="number", case_id__in=cases).values_list("case_id", "value")
    return [Asked(cases[case_id], number) for case_id, number in numbered]


def _all_lives(desk: Desk, wanted: int) -> tuple[float, int]:
    """Seconds for `wanted` whole cases, and how many answers were not as expected.

    All ask first, since a clerk learns the numbers from a list; that reading is not timed.
    """
    asked: list[str] = []
    numbers = count()
    start = time.perf_counter()
    bad = _work(desk, lambda exchange: _ask_one(desk, next(numbers), wanted, exchange, asked))
    seconds = time.perf_counter() - start
    cases = iter(_numbers(asked))
    lock = threading.Lock()
    start = time.perf_counter()
    bad += _work(desk, lambda exchange: _live_one(desk, lock, cases, exchange))
    return seconds + time.perf_counter() - start, bad


Exchange = Callable[[Sent], tuple[bool, bytes]]


def _ask_one(desk: Desk, n: int, wanted: int, exchange: Exchange, asked: list[str]) -> int | None:
    if n >= wanted:
        return None
    good, head = exchange(_ask(desk, n))
    found = LOCATION.search(head)
    if not good or found is None:
        return 1
    asked.append(_secret_in(found[1].decode()))
    return 0


def _live_one(desk: Desk, lock: threading.Lock, cases: Iterator[Asked], exchange: Exchange) -> int | None:
    with lock:
        case = next(cases, None)
    if case is None:
        return None
    return sum(not exchange(sent)[0] for sent in _life(desk, case, int(case.number[-5:], 36)))


def _work(desk: Desk, one: Callable[[Exchange], int | None]) -> int:
    """8 workers, each with a connection of its own, until there is nothing left; how many bad answers."""
    bad: list[int] = []
    cookie = "; ".join(f"{name}={value}" for name, value in desk.cookies.items())

    def work(worker: int) -> None:
        with socket.create_connection(("127.0.0.1", int(site.PORT)), timeout=30) as line:
            times = count()

            def exchange(sent: Sent) -> tuple[bool, bytes]:
                line.sendall(_request(sent, cookie, f"10.{worker}.{(n := next(times)) >> 8 & 255}.{n & 255}"))
                head = answer(line)
                return head.split(b" ", 2)[1] in (b"302", b"303"), head

            while (wrong := one(exchange)) is not None:
                bad.append(wrong)

    threads = [threading.Thread(target=work, args=(worker,)) for worker in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(bad)


def _request(sent: Sent, cookie: str, address: str) -> bytes:
    path, fields = sent
    body = urlencode(fields).encode()
    cookies = "" if path == "/" or path.startswith("/t/") else f"Cookie: {cookie}\r\n"
    head = (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: {address}\r\n{cookies}"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def _confirmed() -> int:
    from huisheng.cases.models import Case
    from huisheng.cases.models.transitions import State

    return Case.objects.filter(state=State.CONFIRMED).count()


if __name__ == "__main__":
    main()
