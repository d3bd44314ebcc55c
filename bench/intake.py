"""bench-intake: the public form, whole path, against pgbench running the same statements in the same run.

Limits: at least 0.3 of pgbench's rate, at most 10 statements a create, p95 at most 60 ms, with 2 web workers and
8 connections. The statements are recorded from one real post; `pgbench` then runs them with fresh ids.
"""

import json
import os
import secrets
from collections.abc import Callable

from bench import site
from bench.client import load
from bench.statements import pgbench_rate, record, script

CONNECTIONS = 8
SECONDS = 15
WARM_SECONDS = 3
BEGIN_AND_COMMIT = 2
BOUNDARY = "a-form-of-a-resident"
PART = 'Content-Disposition: form-data; name="'


def main() -> None:
    """Measure and print one JSON line last."""
    os.environ["HUISHENG_PROXIES"] = "1"
    site.prepare()
    fields = _fields()
    statements = _record(fields)
    with site.serving():
        load(int(site.PORT), CONNECTIONS, WARM_SECONDS, _poster(fields), b"303")
        before = _cases()
        result = load(int(site.PORT), CONNECTIONS, SECONDS, _poster(fields), b"303")
        created = _cases() - before
    pgbench = pgbench_rate(script(statements), CONNECTIONS, SECONDS)
    count = len(statements) + BEGIN_AND_COMMIT
    figures = {
        "bench": "intake",
        "creates_per_second": round(result.rate, 1),
        "pgbench_per_second": round(pgbench, 1),
        "ratio": round(result.rate / pgbench, 3),
        "statements": count,
        "p50_ms": round(result.percentile(50), 1),
        "p95_ms": round(result.percentile(95), 1),
        "created": created,
        "answers": len(result.times),
        "bad_answers": result.bad,
    }
    whole = result.bad == 0 and created == len(result.times)
    fast = result.rate >= 0.3 * pgbench and result.percentile(95) <= 60
    print(json.dumps(figures | {"pass": bool(whole and fast and count <= 10)}))


def _fields() -> dict[str, str]:
    """What a resident fills in: words, a plot, an address, a telephone number."""
    from huisheng.network.tree import tree

    plot = next(plot for plot in tree().plots.values() if not plot.closed)
    return {
        "words": "三号楼二单元的暖气一直不热，已经三天了，楼上有八十岁的老人。",
        "plot": plot.code,
        "address": "3号楼2单元501",
        "contact": "13804310001",
        "category": "heating",
        "go": "send",
    }


def _record(fields: dict[str, str]) -> list[str]:
    """The statements of one real post, after another has filled what a process keeps."""
    from django.test import Client

    client = Client(HTTP_X_FORWARDED_FOR="192.0.2.1", SERVER_NAME="localhost")

    def post() -> None:
        answer = client.post("/", {**fields, "key": secrets.token_urlsafe(24)})
        if answer.status_code != 303:
            raise SystemExit(f"the form was not taken: {answer.status_code}")

    post()
    return record(post)


def _poster(fields: dict[str, str]) -> Callable[[int, int], bytes]:
    """Requests as a browser sends them, each from a household of its own with a form of its own."""

    def request(connection: int, count: int) -> bytes:
        sent = {**fields, "key": secrets.token_urlsafe(24)}
        body = "".join(f'--{BOUNDARY}\r\n{PART}{name}"\r\n\r\n{text}\r\n' for name, text in sent.items())
        content = f"{body}--{BOUNDARY}--\r\n".encode()
        address = f"10.{connection}.{count >> 8 & 255}.{count & 255}"
        head = (
            f"POST / HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: {address}\r\n"
            f"Content-Type: multipart/form-data; boundary={BOUNDARY}\r\nContent-Length: {len(content)}\r\n\r\n"
        )
        return head.encode() + content

    return request


def _cases() -> int:
    from huisheng.cases.models import Case

    return Case.objects.count()


if __name__ == "__main__":
    main()
