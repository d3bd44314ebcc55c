"""How often one source asks. Nobody is turned away by it: excess waits for a person."""

import hashlib
import hmac
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection

from huisheng.core import clock

WINDOW = timedelta(hours=1)

COUNT = """
INSERT INTO core_rate_window (source, "window", count) VALUES (%s, %s, 1)
ON CONFLICT (source, "window") DO UPDATE SET count = core_rate_window.count + 1
RETURNING count
"""


def count_request(address: str) -> int:
    """Count one request from a network address; how many there were in this hour, this one included.

    The address is kept as a keyed hash that changes every day, so that no trace of persons grows.
    """
    at = clock.now()
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [_source(address, at), _window(at)])
        return int(cursor.fetchone()[0])


def _source(address: str, at: datetime) -> bytes:
    daily = hmac.digest(settings.SECRET_KEY.encode(), f"rate {at:%Y-%m-%d}".encode(), hashlib.sha256)
    return hmac.digest(daily, address.encode(), hashlib.sha256)[:16]


def _window(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0)
