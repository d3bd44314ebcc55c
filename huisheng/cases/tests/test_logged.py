"""Events of cases in the tamper-evident log: each once, with the kind that the figures need, and nothing to read."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from huisheng.cases.actions.resident import confirm_case
from huisheng.cases.models import Case, CaseEvent
from huisheng.cases.tests.matters import answered, token
from huisheng.core import clock
from huisheng.evidence.actions.append import append_pending
from huisheng.evidence.keys import make_log_key
from huisheng.evidence.models import LogLeaf
from huisheng.verify.leaf import FIELDS, Kind
from tests.cast import Cast


@pytest.fixture(autouse=True)
def log(settings: Any, tmp_path: Path) -> Iterator[None]:
    """A log of its own."""
    settings.LOG_KEY_FILE = tmp_path / "log-key.json"
    make_log_key(settings.LOG_KEY_FILE, "log.example/test")
    yield


def kinds(case: Case) -> list[tuple[str, dict[str, str]]]:
    """Public kinds of the leaves of a case in the log's order, with their fields but the tag."""
    found = []
    for leaf in LogLeaf.objects.filter(source="case", subject=case.id).order_by("index"):
        fields = dict(zip(FIELDS[Kind(leaf.kind)], leaf.values, strict=True))
        fields.pop("case", None)
        found.append((Kind(leaf.kind).name, fields))
    return found


def test_a_case_goes_into_the_log_event_by_event(committed_cast: Cast) -> None:
    case = answered(committed_cast)
    confirm_case(case.id, token())
    assert append_pending() == CaseEvent.objects.count()
    month = clock.now().astimezone().strftime("%Y-%m")
    told = [(kind, fields) for kind, fields in kinds(case) if kind != "OTHER"]
    assert [kind for kind, _fields in told] == ["RECEIVED", "PROMISED", "CLOSED"]
    assert told[0][1] == {"month": month}
    assert told[2][1] == {"as": "confirmed", "on_time": "yes"}
    assert append_pending() == 0
