"""Writing the versions of indicators into rows: what is there stays, what is new is added."""

import math
from pathlib import Path
from typing import Any

from django.db import transaction

from huisheng.core.audit import record
from huisheng.goals.indicators import composite, per_thousand
from huisheng.goals.indicators.shipped import SHIPPED, read_versions, shipped
from huisheng.goals.models import IndicatorVersion


class NotAsBefore(Exception):
    """The file says something else of a version that is in force already: a change needs a new version."""


class NotSound(Exception):
    """A version names other parameters than its indicator has, or such as nothing can be reckoned with."""


@transaction.atomic
def load_indicators(path: Path = SHIPPED) -> int:
    """Add what is new in the file; how many versions. `NotAsBefore` and `NotSound` leave everything as it was."""
    held = {(row.code, row.version): row for row in IndicatorVersion.objects.all()}
    new: list[IndicatorVersion] = []
    for said in read_versions(path):
        _check(said)
        known = held.get((said["code"], said["version"]))
        if known is None:
            new.append(IndicatorVersion(**said))
        elif _differs(known, said):
            raise NotAsBefore(f"{known}")
    IndicatorVersion.objects.bulk_create(new)
    for row in new:
        record("goals.indicator", actor=None, subject=f"indicator:{row.code}", version=row.version)
    return len(new)


def _check(said: dict[str, Any]) -> None:
    """`NotSound` unless the parameters are those of the indicator, none is negative, and weights add up to one."""
    code, parameters = said["code"], said["parameters"]
    wanted = next((set(first["parameters"]) for first in shipped() if first["code"] == code), None)
    if wanted != set(parameters):
        raise NotSound(f"{code}: {', '.join(sorted(wanted or ())) or '-'}")
    if any(value < 0 for value in parameters.values()):
        raise NotSound(f"{code}: < 0")
    if code == composite.INDICATOR.code and not math.isclose(sum(parameters.values()), 1):
        raise NotSound(f"{code}: Σ = {sum(parameters.values()):g} ≠ 1")
    if code == per_thousand.INDICATOR.code and not parameters["residents"]:
        raise NotSound(f"{code}: residents = 0")


def _differs(known: IndicatorVersion, said: dict[str, Any]) -> bool:
    return (known.since, known.parameters) != (said["since"], said["parameters"])
