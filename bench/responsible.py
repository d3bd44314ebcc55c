"""bench-responsible: who is responsible here, asked by points, codes and words all over the demo district.

8 connections, 2 web workers; p95 at most 30 ms for the API, and for the page, over the same questions: a third of
them points in the district (some on no plot), a third codes of plots and signs, a third words: names, parts of
names, buildings, and doors with entrance and number.
"""

import json
import os
import random
from typing import Any
from urllib.parse import urlencode

from bench import site
from bench.client import Result, load

CONNECTIONS = 8
SECONDS = 8
WARM_SECONDS = 2
QUESTIONS = 3000
LIMIT_MS = 30
SEED = 1
PAGES = {"api": "/api/who", "page": "/who"}


def main() -> None:
    """Measure and print one JSON line last."""
    os.environ["HUISHENG_STATE"] = ".huisheng/bench"
    site.prepare()
    questions = _questions()
    figures: dict[str, object] = {"bench": "responsible", "load_average": round(os.getloadavg()[0], 2)}
    figures["statements"] = {kind: _statements(asked) for kind, asked in questions.items()}
    every = [address for three in zip(*questions.values(), strict=True) for address in three]
    worst_ms, bad = 0.0, 0
    with site.serving():
        for name, path in PAGES.items():
            for kind, asked in {**questions, "all": every}.items():
                result = _measure([f"{path}?{address}" for address in asked])
                p95 = round(result.percentile(95), 1)
                figures[f"{name}_{kind}_p95_ms"] = p95
                figures[f"{name}_{kind}_per_second"] = round(result.rate, 1)
                bad += result.bad
                if kind == "all":
                    worst_ms = max(worst_ms, p95)
    figures |= {"p95_ms": worst_ms, "limit_ms": LIMIT_MS, "bad_answers": bad}
    print(json.dumps(figures | {"pass": worst_ms <= LIMIT_MS and bad == 0}))


def _questions() -> dict[str, list[str]]:
    """Addresses' questions by kind; every one has an answer."""
    from huisheng.network.tree import tree

    pick, plots = random.Random(SEED), list(tree().plots.values())
    codes = [code for plot in plots for code in (plot.code, plot.sign_code)]
    points, words = _points(pick, plots), _words(pick)
    made: dict[str, list[dict[str, str]]] = {
        "points": [dict(zip(("lon", "lat"), pick.choice(points), strict=True)) for _each in range(QUESTIONS)],
        "codes": [{"code": pick.choice(codes)} for _each in range(QUESTIONS)],
        "words": [{"q": pick.choice(words)} for _each in range(QUESTIONS)],
    }
    return {kind: [urlencode(each) for each in asked] for kind, asked in made.items()}


def _points(pick: random.Random, plots: list[Any]) -> list[tuple[str, str]]:
    """Points evenly over the district."""
    from huisheng.network.points import problem_of

    west, east = min(plot.lon for plot in plots), max(plot.lon for plot in plots)
    south, north = min(plot.lat for plot in plots), max(plot.lat for plot in plots)
    anywhere = [(pick.uniform(west, east), pick.uniform(south, north)) for _point in range(QUESTIONS)]
    return [(f"{lon:.6f}", f"{lat:.6f}") for lon, lat in anywhere if problem_of(lon, lat) is None]


def _words(pick: random.Random) -> list[str]:
    """A quarter each: names of places, their beginnings, buildings, doors."""
    from huisheng.network.models import Dwelling
    from huisheng.network.tree import tree

    names = [area.name for area in tree().areas.values()]
    doors = Dwelling.objects.filter(area__kind="building").order_by("pk")
    some = list(doors.values_list("area__name", "label")[:: max(1, doors.count() // QUESTIONS)])
    beginnings = [name[:2] for name in names]
    buildings, whole = [building for building, _door in some], [building + door for building, door in some]
    return [pick.choice(kind) for kind in (names, beginnings, buildings, whole) for _each in range(QUESTIONS)]


def _measure(addresses: list[str]) -> Result:
    def request(connection: int, count: int) -> bytes:
        address = addresses[(connection * 251 + count) % len(addresses)]
        return f"GET {address} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()

    load(int(site.PORT), CONNECTIONS, WARM_SECONDS, request, b"200")
    return load(int(site.PORT), CONNECTIONS, SECONDS, request, b"200")


def _statements(questions: list[str]) -> int:
    """The most statements of one answer, once the process is warm."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client, most = Client(SERVER_NAME="localhost"), 0
    client.get(f"/api/who?{questions[0]}")
    for question in questions[:100]:
        with CaptureQueriesContext(connection) as seen:
            client.get(f"/api/who?{question}")
        most = max(most, len(seen))
    return most


if __name__ == "__main__":
    main()
