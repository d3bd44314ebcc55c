"""911 of 972 closed = 93.72 %, 737 of 972 in time = 75.82 % (indicators.md): the log, the verifier and our figures."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from huisheng.cases.models import Case, CaseEvent
from huisheng.core import clock
from huisheng.core.ids import uuid7
from huisheng.evidence.actions.export import export_log
from huisheng.evidence.actions.publish import publish_openings
from huisheng.evidence.actions.sign import sign_checkpoint
from huisheng.evidence.keys import LogKey
from huisheng.verify.source import Folder
from huisheng.verify.verifier import Question, Report, verify
from tests.cast import Cast

DUE, CLOSED, ON_TIME = 972, 911, 737


def tell(cast: Cast, number: int, now: datetime) -> tuple[Case, list[CaseEvent]]:
    """A case as its acts leave it: some closed in time, some late, some not at all."""
    closed, on_time = number < CLOSED, number < ON_TIME
    received, promised = now - timedelta(days=20), now - timedelta(days=10)
    answered = promised + timedelta(hours=-1 if on_time else 1)
    case = Case(
        id=uuid7(),
        number=f"2026-测-{number:06d}",
        version=3 if closed else 2,
        state="confirmed" if closed else "assigned",
        unit=cast.station,
        station=cast.station,
        subcentre=cast.street,
        channel="web",
        title="路灯不亮",
        received_at=received,
        first_promised_at=promised,
        promised_at=promised,
        due_at=None if closed else promised,
        clock="" if closed else "sign",
        answered_at=answered if closed else None,
        closed_at=answered if closed else None,
        reply_delivered_at=answered if closed else None,
    )
    return case, list(acts_of(case, cast.station.id, now))


def acts_of(case: Case, unit_id: int, now: datetime) -> Iterator[CaseEvent]:
    """The events that lead there, as far as the log looks at them."""
    promised = case.first_promised_at or now
    told: list[tuple[str, str, str, datetime, dict[str, str]]] = [
        ("ask", "", "received", case.received_at, {}),
        ("assign", "triaged", "assigned", case.received_at, {"first_promised_at": promised.isoformat()}),
    ]
    if case.answered_at is not None:
        told.append(("answer", "handling", "answered", case.answered_at, {}))
        told.append(("confirm", "answered", "confirmed", now, {}))
    for seq, (act, source, target, at, codes) in enumerate(told, 1):
        yield CaseEvent(
            case_id=case.id,
            seq=seq,
            act=act,
            source=source,
            target=target,
            at=at,
            who="staff",
            unit_id=unit_id,
            codes=codes,
        )


@pytest.fixture
def report(committed_cast: Cast, log: LogKey, tmp_path: Path) -> Report:
    """What the verifier finds in the log of these cases."""
    now = clock.now()
    told = [tell(committed_cast, number, now) for number in range(DUE)]
    Case.objects.bulk_create([case for case, _events in told])
    CaseEvent.objects.bulk_create([event for _case, events in told for event in events])
    publish_openings()
    sign_checkpoint()
    export_log(tmp_path / "copy")
    return verify(Folder(tmp_path / "copy"), Question(log_key=log.signer.key))


def test_the_verifier_comes_to_the_check_values(report: Report) -> None:
    figures = report.figures
    assert report.faults == []
    assert (figures.due, figures.closed, figures.on_time) == (DUE, CLOSED, ON_TIME)
    assert f"{figures.closure:.2%} {figures.on_time_closure:.2%}" == "93.72% 75.82%"


def test_our_own_figures_are_the_same(report: Report, committed_cast: Cast) -> None:
    """District and street, by the definitions that pages use."""
    ours: Any = pytest.importorskip("huisheng.cases.queries.figures")
    period = ours.Period(clock.now() - timedelta(days=60), clock.now() + timedelta(days=60))
    for counts in (ours.figures(period).counts, ours.by_street(period)[committed_cast.street.id]):
        assert (counts.due, counts.closed, counts.on_time) == (DUE, CLOSED, ON_TIME)
