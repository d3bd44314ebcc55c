"""How often one source asks. Nobody is turned away by it: excess waits for a person."""

import hashlib
import hmac
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection

from huisheng.core import clock
from huisheng.core.models import RequestMark

WINDOW = timedelta(hours=1)
KEPT = timedelta(days=1)

COUNT = """
WITH mark AS (INSERT INTO core_request_mark (source, at) VALUES (%(source)s, %(at)s))
SELECT count(*) + 1 FROM (
    SELECT FROM core_request_mark WHERE source = %(source)s AND at > %(after)s LIMIT %(most)s
) AS earlier
"""


def count_request(address: str, most: int) -> int:
    """Mark one request from a network address; how many there were in the last hour, this one included.

    Counting stops at `most` + 1. The address is kept as a keyed hash that changes every day, so that no
    trace of persons grows. One statement; call it in the transaction of the act.
    """
    at = clock.now()
    values: dict[str, Any] = {"source": _source(address, at), "at": at, "after": at - WINDOW, "most": most}
    with connection.cursor() as cursor:
        cursor.execute(COUNT, values)
        return int(cursor.fetchone()[0])


def forget_old_requests() -> int:
    """Delete marks older than a day; how many."""
    return RequestMark.objects.filter(at__lt=clock.now() - KEPT).delete()[0]


def _source(address: str, at: datetime) -> bytes:
    daily = hmac.digest(settings.SECRET_KEY.encode(), f"rate {at:%Y-%m-%d}".encode(), hashlib.sha256)
    return hmac.digest(daily, address.encode(), hashlib.sha256)[:16]
