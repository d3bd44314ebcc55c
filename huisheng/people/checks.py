"""Demo accounts cannot exist outside the demo: a real installation that holds one does not start."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, register
from django.db import DatabaseError

from huisheng.people.models import Account


def connect() -> None:
    """Register the check; called once, when the app is ready. It runs with `check --database default`."""
    register(no_demo_accounts, Tags.database)


def no_demo_accounts(app_configs: Any, databases: Iterable[str] | None = None, **_: Any) -> list[Error]:
    """`people.E001` when there are demo accounts and `HUISHENG_DEMO` is off."""
    if settings.DEMO or not databases or "default" not in databases:
        return []
    try:
        count = Account.objects.filter(demo=True).count()
    except DatabaseError:  # not migrated yet: then there is none
        return []
    if not count:
        return []
    return [
        Error(
            f"This database holds {count} demo accounts, and HUISHENG_DEMO is 0.",
            hint="Use a database of its own for the real installation; the demo's cannot become one.",
            id="people.E001",
        )
    ]
