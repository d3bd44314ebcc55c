"""Numbers, secrets and keys: what must be unique over all cases (`lookup_handle`)."""

import secrets
from typing import Any
from uuid import UUID

from django.db import connection

from huisheng.cases.models import Handle
from huisheng.cases.models.handle import hash_of, party_value
from huisheng.core import clock
from huisheng.network.tree import tree

SECRET_LETTERS = "23456789abcdefghijkmnpqrstuvwxyz"  # noqa: S105  # an alphabet
SECRET_LENGTH = 20  # of 32 letters: 100 random bits
DISTRICT = "区"

# One statement: the key first; only when it was free are number and secret written. The sequence gives
# numbers without a lock that others would wait for.
CLAIM = """
WITH taken AS (
    INSERT INTO lookup_handle (kind, value, case_id) VALUES (%(kind)s, %(key)s, %(case)s)
    ON CONFLICT DO NOTHING RETURNING case_id
), number AS (
    INSERT INTO lookup_handle (kind, value, case_id)
    SELECT 'number', %(prefix)s || lpad(n, greatest(6, length(n)), '0'), case_id
    FROM (SELECT nextval('lookup_case_number')::text AS n, case_id FROM taken) AS counted
    RETURNING value
), secret AS (
    INSERT INTO lookup_handle (kind, value, case_id) SELECT 'secret', %(secret)s, case_id FROM taken
)
SELECT value FROM number
"""

# The same for the rows of a file, whose numbers were reserved before.
CLAIM_MANY = """
INSERT INTO lookup_handle (kind, value, case_id)
SELECT %(kind)s, key, case_id FROM unnest(%(keys)s::text[], %(cases)s::uuid[]) AS wanted (key, case_id)
ON CONFLICT DO NOTHING RETURNING case_id
"""


def claim(case_id: UUID, kind: Handle.Kind, key: str, secret: str, prefix: str) -> str | None:
    """Reserve `key`, a fresh case number and the secret; the number, or None when the key is taken."""
    values: dict[str, Any] = {
        "kind": kind,
        "key": key,
        "case": case_id,
        "prefix": prefix,
        "secret": hash_of(secret),
    }
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, values)
        row = cursor.fetchone()
    return row[0] if row else None


def claim_many(kind: Handle.Kind, keys: list[str], cases: list[UUID]) -> set[UUID]:
    """Reserve many keys (letters and digits) in one statement; the cases whose key was free.

    A key that stands twice in the list is free for the first of its cases only.
    """
    # Arrays as text: keys and ids hold nothing to quote, and thousands of values are slow one by one.
    values = {"kind": kind, "keys": f"{{{','.join(keys)}}}", "cases": f"{{{','.join(map(str, cases))}}}"}
    with connection.cursor() as cursor:
        cursor.execute(CLAIM_MANY, values)
        return {case_id for (case_id,) in cursor.fetchall()}


def reserve_numbers(count: int) -> list[int]:
    """The next `count` of the sequence that case numbers end with. What is not used is left out for good."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('lookup_case_number') FROM generate_series(1, %s)", [count])
        return [number for (number,) in cursor.fetchall()]


def number_from(prefix: str, counted: int) -> str:
    """A case number of a reserved one."""
    return f"{prefix}{counted:06d}"


def add_secret(case_id: UUID) -> str:
    """A further secret for a case whose receipt was lost; the earlier ones stay good."""
    secret = new_secret()
    Handle.objects.create(kind=Handle.Kind.SECRET, value=hash_of(secret), case_id=case_id)
    return secret


def add_party_secret(case_id: UUID, party: int) -> str:
    """A secret for one party of a mediation; `find_party` reads it."""
    secret = new_secret()
    Handle.objects.create(kind=Handle.Kind.PARTY, value=party_value(secret, party), case_id=case_id)
    return secret


def drop_secret(secret: str) -> None:
    """Forget a secret that reached nobody."""
    Handle.objects.filter(kind=Handle.Kind.SECRET, value=hash_of(secret)).delete()


def number_prefix(plot_id: int | None, year: int | None = None) -> str:
    """`2026-春-`: year of receipt and the plot's street, or 区 for the district when there is no plot.

    The year is this one unless given: what a file or the demo tells of happened earlier.
    """
    street = tree().plot(plot_id).code.partition("-")[0] if plot_id is not None else DISTRICT
    return f"{year or clock.today().year}-{street}-"


def new_secret() -> str:
    """A resident's secret: 20 letters without look-alikes, 100 random bits."""
    return "".join(secrets.choice(SECRET_LETTERS) for _letter in range(SECRET_LENGTH))
