"""Writing the versions of indicators into rows: what is there stays, what is new is added."""

from pathlib import Path
from typing import Any

from django.db import transaction

from huisheng.core.audit import record
from huisheng.goals.indicators.shipped import SHIPPED, read_versions
from huisheng.goals.models import IndicatorVersion


class NotAsBefore(Exception):
    """The file says something else of a version that is in force already: a change needs a new version."""


@transaction.atomic
def load_indicators(path: Path = SHIPPED) -> int:
    """Add what is new in the file; how many versions. `NotAsBefore` leaves everything as it was."""
    held = {(row.code, row.version): row for row in IndicatorVersion.objects.all()}
    new: list[IndicatorVersion] = []
    for said in read_versions(path):
        known = held.get((said["code"], said["version"]))
        if known is None:
            new.append(IndicatorVersion(**said))
        elif _differs(known, said):
            raise NotAsBefore(f"{known}")
    IndicatorVersion.objects.bulk_create(new)
    for row in new:
        record("goals.indicator", actor=None, subject=f"indicator:{row.code}", version=row.version)
    return len(new)


def _differs(known: IndicatorVersion, said: dict[str, Any]) -> bool:
    return (known.since, known.parameters) != (said["since"], said["parameters"])
