"""`/healthz`: whether this installation can do its work now, for supervisors and monitors."""

from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache

from huisheng.core.access import public

HEARTBEAT_SECONDS = 45
"""A worker writes its heartbeat every 10 s."""


def database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True


class _Migrated:
    """Remembers that all migrations are applied: that can only change with the code, at a restart."""

    done = False


def migrations() -> bool:
    if not _Migrated.done:
        executor = MigrationExecutor(connection)
        _Migrated.done = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _Migrated.done


def workers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_workers"
            " WHERE last_heartbeat > now() - make_interval(secs => %s)",
            [HEARTBEAT_SECONDS],
        )
        return bool(cursor.fetchone()[0] >= settings.EXPECTED_WORKERS)


CHECKS: dict[str, Callable[[], bool]] = {"database": database, "migrations": migrations, "workers": workers}


@public
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """200 when all is well, 503 when one part is down; which one is in the body."""
    found = {name: _passes(check) for name, check in CHECKS.items()}
    status = 200 if all(found.values()) else 503
    return JsonResponse({name: "ok" if well else "down" for name, well in found.items()}, status=status)


def _passes(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except DatabaseError:
        return False
