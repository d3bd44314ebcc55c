"""bench-lists: the pages that people look at all day, over 100,000 and over 1,000,000 cases.

5 % of the cases are open, 20,000 of them in one unit. Limits at both sizes, with 8 connections and 2 web workers:
p95 at most 80 ms, at most 12 statements. BENCH_CASES="100000" measures smaller sets.
"""

import json
import os
from collections.abc import Callable

from bench import many, site
from bench.client import Result, load

CONNECTIONS = 8
SECONDS = 8
WARM_SECONDS = 2
SECRETS = 2000


def main() -> None:
    """Measure and print one JSON line last."""
    os.environ["HUISHENG_STATE"] = ".huisheng/bench-lists"
    site.prepare()
    sizes = [int(size) for size in os.environ.get("BENCH_CASES", "100000 1000000").split()]
    figures: dict[str, object] = {"bench": "lists"}
    worst_ms, most_statements, bad = 0.0, 0, 0
    for size in sizes:
        pages = _pages(size)
        with site.serving():
            for name, (path, cookie) in pages.items():
                statements = _statements(path, cookie)
                result = _measure(path, cookie)
                p95 = round(result.percentile(95), 1)
                figures[f"{name}_{size}_p95_ms"] = p95
                figures[f"{name}_{size}_per_second"] = round(result.rate, 1)
                figures[f"{name}_{size}_statements"] = statements
                worst_ms, bad = max(worst_ms, p95), bad + result.bad
                most_statements = max(most_statements, statements)
    figures |= {"worst_p95_ms": worst_ms, "most_statements": most_statements, "bad_answers": bad}
    print(json.dumps(figures | {"pass": worst_ms <= 80 and most_statements <= 12 and bad == 0}))


Path = Callable[[int, int], str]


def _pages(size: int) -> dict[str, tuple[Path, str]]:
    """Address and session cookie of each page, over a database that holds `size` cases."""
    from huisheng.cases.models import Case
    from huisheng.network.tree import tree

    network = tree()
    heavy = next(
        u for u in network.units.values() if u.level == 3 and not u.closed and network.plots_of(u.id)
    )
    have = Case.objects.count()
    if have < size:
        many.fill(have, size - have, heavy.id)
    secrets = many.secrets_of_some(SECRETS)
    clerk, dispatcher = _sessions(heavy.id)
    return {
        "queue": (_always("/cases/"), clerk),
        "district_queue": (_always("/cases/"), dispatcher),
        "my_day": (_always("/desk/today"), clerk),
        "board": (_always("/desk/board"), dispatcher),
        "track": (lambda connection, count: f"/t/{secrets[(connection * 251 + count) % len(secrets)]}", ""),
    }


def _always(path: str) -> Path:
    return lambda connection, count: path


def _sessions(heavy_unit_id: int) -> tuple[str, str]:
    """Session cookies of a station clerk at the heavy unit and of a dispatcher of the district."""
    from django.conf import settings
    from django.test import Client

    from huisheng.cases.queries.routing import district_desk
    from huisheng.network.models import Unit
    from huisheng.network.tree import tree
    from huisheng.people.models import Account
    from tests.cast import add_people, appoint, sign_in

    if not Account.objects.filter(login="bench.clerk").exists():
        root = Unit.objects.get(pk=tree().root.id)  # type: ignore[union-attr]
        clerk, dispatcher, *granters = add_people(
            [("甲", "bench.clerk"), ("乙", "bench.dispatcher"), ("郑管", "zheng.guan"), ("冯管", "feng.guan")]
        )
        appoint([(person, "administrator", root) for person in granters])
        desk = Unit.objects.get(pk=district_desk(tree()))
        appoint(
            [(clerk, "station_clerk", Unit.objects.get(pk=heavy_unit_id)), (dispatcher, "dispatcher", desk)]
        )
    cookies = []
    for login in ("bench.clerk", "bench.dispatcher"):
        client = sign_in(Client(), Account.objects.get(login=login).person)
        cookies.append(client.cookies[settings.SESSION_COOKIE_NAME].value)
    return cookies[0], cookies[1]


def _statements(path: Path, cookie: str) -> int:
    """Statements of one view of the page, once the process is warm, whatever the page size."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(SERVER_NAME="localhost")
    if cookie:
        client.cookies[settings.SESSION_COOKIE_NAME] = cookie
    client.get(path(0, 0))
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(path(0, 0))
    if answer.status_code != 200:
        raise SystemExit(f"{path(0, 0)}: {answer.status_code}")
    return len(seen)


def _measure(path: Path, cookie: str) -> Result:
    from django.conf import settings

    sent = f"Cookie: {settings.SESSION_COOKIE_NAME}={cookie}\r\n" if cookie else ""

    def request(connection: int, count: int) -> bytes:
        return f"GET {path(connection, count)} HTTP/1.1\r\nHost: localhost\r\n{sent}\r\n".encode()

    load(int(site.PORT), CONNECTIONS, WARM_SECONDS, request, b"200")
    return load(int(site.PORT), CONNECTIONS, SECONDS, request, b"200")


if __name__ == "__main__":
    main()
