"""Events of cases in the tamper-evident log: each once, with the kind that the figures need, and nothing to read."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.db.models import F

from huisheng.cases.actions.accept import accept_case
from huisheng.cases.actions.mediate import start_mediation
from huisheng.cases.actions.renew import renew_case
from huisheng.cases.actions.resident import confirm_case, send_back, withdraw_case
from huisheng.cases.logged import area_code
from huisheng.cases.models import Case, CaseEvent, CaseWords
from huisheng.cases.models.codes import Outcome
from huisheng.cases.queries.figures import Period, by_street
from huisheng.cases.tests.matters import (
    WORDS,
    answer_case,
    answered,
    asked,
    assigned,
    case_of,
    handling,
    token,
    viewer,
)
from huisheng.core import clock
from huisheng.evidence.actions.append import append_pending
from huisheng.evidence.actions.export import export_log
from huisheng.evidence.actions.publish import publish_openings
from huisheng.evidence.actions.sign import sign_checkpoint
from huisheng.evidence.keys import LogKey
from huisheng.evidence.models import LogLeaf
from huisheng.evidence.queries.compare import touched
from huisheng.people.contacts import Contact
from huisheng.verify.leaf import FIELDS, Kind
from huisheng.verify.source import Folder
from huisheng.verify.verifier import Question, Report, verify
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("log")

Owner = Callable[[], AbstractContextManager[None]]
NUMBER = "13804310001"


def public(case_id: UUID) -> list[tuple[str, dict[str, str]]]:
    """Leaves of a case of which everybody may know, in the log's order, without the tag."""
    append_pending()
    found = []
    for leaf in (
        LogLeaf.objects.filter(source="case", subject=case_id).exclude(kind=Kind.OTHER).order_by("index")
    ):
        fields = dict(zip(FIELDS[Kind(leaf.kind)], leaf.values, strict=True))
        fields.pop("case")
        found.append((Kind(leaf.kind).name, fields))
    return found


def month(at: datetime | None = None) -> str:
    return (at or clock.now()).astimezone().strftime("%Y-%m")


def published(folder: Path, key: LogKey) -> Report:
    """What an outsider finds in a copy of the log, after everything was opened."""
    publish_openings()
    sign_checkpoint()
    export_log(folder)
    return verify(Folder(folder), Question(log_key=key.signer.key))


def test_an_ordinary_case(committed_cast: Cast) -> None:
    case = answered(committed_cast)
    confirm_case(case.id, token())
    code = area_code(committed_cast.station.id)
    assert code
    assert public(case.id) == [
        ("RECEIVED", {"month": month(), "due": month(CaseEvent.objects.get(case_id=case.id, seq=1).due_at)}),
        ("PROMISED", {"due": month(case.first_promised_at), "area": code}),
        ("CLOSED", {"as": "confirmed", "on_time": "yes"}),
    ]
    assert LogLeaf.objects.filter(source="case").count() == CaseEvent.objects.count()
    assert append_pending() == 0


def test_a_case_that_was_answered_late(committed_cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    case = assigned(committed_cast)
    now = clock.now() + timedelta(days=40)
    monkeypatch.setattr(clock, "now", lambda: now)
    answer_case(case.id, viewer(committed_cast.wang_fang), token(), "立管已经排气，回水正常。", Outcome.FIXED)
    confirm_case(case.id, token())
    assert public(case.id)[-1] == ("CLOSED", {"as": "confirmed", "on_time": "no"})


def test_a_case_that_was_withdrawn(committed_cast: Cast) -> None:
    receipt = asked(committed_cast)
    withdraw_case(receipt.case_id, token())
    assert public(receipt.case_id)[-1] == ("CLOSED", {"as": "withdrawn", "on_time": "no"})


def test_a_case_that_was_reopened_and_closed_again(committed_cast: Cast) -> None:
    case = answered(committed_cast)
    confirm_case(case.id, token())
    send_back(case.id, token(), "又不热了")
    clerk = viewer(committed_cast.wang_fang)
    answer_case(case.id, clerk, token(), "又排了一次气，量了三户都有二十度。", Outcome.FIXED)
    confirm_case(case.id, token())
    kinds = [kind for kind, _fields in public(case.id)]
    assert kinds == ["RECEIVED", "PROMISED", "CLOSED", "REOPENED", "CLOSED"]


def test_an_answer_sent_back_before_it_was_confirmed_was_never_closed(committed_cast: Cast) -> None:
    case = answered(committed_cast)
    send_back(case.id, token(), "还是不热")
    assert [kind for kind, _fields in public(case.id)] == ["RECEIVED", "PROMISED"]


def test_the_deadline_is_promised_once(committed_cast: Cast) -> None:
    """Whatever passes the case on later says it again, and it never moves."""
    case = assigned(committed_cast)
    accept_case(case.id, viewer(committed_cast.wang_fang), token())
    CaseEvent.objects.create(
        case_id=case.id,
        seq=99,
        act="reassign",
        source="handling",
        target="assigned",
        at=clock.now(),
        who="staff",
        unit_id=committed_cast.station.id,
        codes={"first_promised_at": clock.now().isoformat()},
    )
    assert [kind for kind, _fields in public(case.id)] == ["RECEIVED", "PROMISED"]


def by_hand(case: Case, act: str, target: str = "confirmed", **codes: str) -> None:
    """An event with these codes, whatever brings it about."""
    last = CaseEvent.objects.filter(case_id=case.id).order_by("-seq")[0]
    CaseEvent.objects.create(
        case_id=case.id,
        seq=last.seq + 1,
        act=act,
        source=last.target,
        target=target,
        at=clock.now(),
        who="staff",
        unit_id=last.unit_id,
        codes=codes,
    )


def test_what_two_people_leave_out_ends_so_until_it_is_taken_back(committed_cast: Cast) -> None:
    case = answered(committed_cast)
    confirm_case(case.id, token())
    by_hand(case, "note", exclusion="asked")
    by_hand(case, "note", exclusion="excluded")
    by_hand(case, "note", exclusion="contested")
    by_hand(case, "send_back", "returned")
    ends = [(kind, fields.get("as")) for kind, fields in public(case.id)[2:]]
    assert ends == [("CLOSED", "confirmed"), ("CLOSED", "excluded"), ("REOPENED", None)]


def test_an_answer_left_out_before_it_is_confirmed_stays_so(committed_cast: Cast) -> None:
    case = answered(committed_cast)
    by_hand(case, "note", "answered", exclusion="excluded")
    by_hand(case, "confirm")
    assert [fields["as"] for kind, fields in public(case.id) if kind == "CLOSED"] == ["excluded"]


def test_more_time_that_was_approved_counts_for_on_time(
    committed_cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = assigned(committed_cast)
    now = clock.now() + timedelta(days=40)
    by_hand(case, "extend", "assigned", extension_until=(now + timedelta(days=1)).isoformat())
    Case.objects.filter(pk=case.pk).update(version=F("version") + 1)
    monkeypatch.setattr(clock, "now", lambda: now)
    answer_case(case.id, viewer(committed_cast.wang_fang), token(), "立管已经排气，回水正常。", Outcome.FIXED)
    confirm_case(case.id, token())
    assert public(case.id)[-1] == ("CLOSED", {"as": "confirmed", "on_time": "yes"})


def test_what_waits_at_a_desk_is_due_there(committed_cast: Cast) -> None:
    receipt = asked(committed_cast, None, plot_id=None)
    event = CaseEvent.objects.get(case_id=receipt.case_id)
    assert public(receipt.case_id) == [("RECEIVED", {"month": month(), "due": month(event.due_at)})]


def test_outsiders_come_to_the_figures_that_the_cases_give(
    committed_cast: Cast, log: LogKey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(14):
        case = answered(committed_cast)
        if number % 3:
            confirm_case(case.id, token())
    withdraw_case(asked(committed_cast).case_id, token())
    assigned(committed_cast)
    now = clock.now() + timedelta(days=40)
    with monkeypatch.context() as later:
        later.setattr(clock, "now", lambda: now)
        case = Case.objects.filter(state="assigned").get()
        answer_case(
            case.id, viewer(committed_cast.wang_fang), token(), "立管已经排气，回水正常。", Outcome.FIXED
        )
        confirm_case(case.id, token())
    report = published(tmp_path, log)
    assert report.faults == []
    due = Case.objects.filter(first_promised_at__isnull=False).exclude(state="withdrawn")
    closed = due.filter(state__in=["confirmed", "silent"])
    punctual = closed.filter(answered_at__lte=F("first_promised_at"))
    figures = report.figures
    assert (figures.due, figures.closed, figures.on_time) == (due.count(), closed.count(), punctual.count())
    assert (figures.due, figures.closed, figures.on_time) == (15, 10, 9)
    assert figures.taken_out == {"withdrawn": 1}


def test_mediations_name_the_district_only_in_the_log_and_in_our_own_figures(
    committed_cast: Cast, log: LogKey, tmp_path: Path
) -> None:
    for _case in range(12):
        asked(committed_cast)
    for _case in range(10):
        start_mediation(handling(committed_cast).id, viewer(committed_cast.wang_fang), token())
    report = published(tmp_path, log)
    code = area_code(committed_cast.station.id)
    assert sorted(case.area for case in report.cases) == [*[""] * 10, *[code] * 12]
    period = Period(clock.now() - timedelta(days=60), clock.now() + timedelta(days=60))
    assert by_street(period)[committed_cast.street.id].due == 12


def test_a_street_is_opened_and_complaints_name_the_district_only(
    committed_cast: Cast, log: LogKey, tmp_path: Path
) -> None:
    for _case in range(12):
        asked(committed_cast)
    for _case in range(10):
        asked(committed_cast, about_a_unit=True, accused_unit_id=committed_cast.studio.id)
    complaint = asked(committed_cast)
    Case.objects.filter(pk=complaint.case_id).update(kind="oversight", about_a_unit=True)
    report = published(tmp_path, log)
    code = area_code(committed_cast.station.id)
    assert sorted(case.area for case in report.cases) == [*[""] * 11, *[code] * 12]
    assert report.areas[code]


def test_nothing_published_tells_who_or_what(committed_cast: Cast, log: LogKey, tmp_path: Path) -> None:
    """Identities, words and ids are planted, and every published byte is searched for them."""
    planted: list[str] = [WORDS[:8], NUMBER, "3号楼2单元501", "段甲乙"]
    for _case in range(11):
        receipt = asked(committed_cast, contact=Contact("phone", NUMBER), address="3号楼2单元501 段甲乙")
        case = case_of(receipt)
        planted += [receipt.secret, case.number, str(case.id), case.id.hex, str(case.subject_id)]
    report = published(tmp_path / "copy", log)
    content = b"".join(path.read_bytes() for path in tmp_path.glob("copy/**/*") if path.is_file())
    assert [text for text in planted if text.encode() in content] == []
    values = {value for case in report.cases for leaf in case.leaves for value in leaf.values.values()}
    told = re.compile(r"\d{4}-\d{2}|[0-9a-f]{32}")
    assert {value for value in values if not told.fullmatch(value)} <= report.areas.keys()


def test_words_are_erased_and_leaf_and_figures_stay(
    committed_cast: Cast, log: LogKey, tmp_path: Path
) -> None:
    for _case in range(10):
        confirm_case(answered(committed_cast).id, token())
    before = published(tmp_path / "before", log)
    CaseWords.objects.update(text="", sealed=None, tokens=[], salt=b"", erased_at=clock.now())
    assert list(touched()) == []
    after = published(tmp_path / "after", log)
    assert after.faults == []
    assert (
        (after.figures.due, after.figures.closed) == (before.figures.due, before.figures.closed) == (10, 10)
    )


def test_wanted_after_all_it_is_reopened_in_the_log_too(committed_cast: Cast) -> None:
    case = handling(committed_cast)
    withdraw_case(case.id, token())
    renew_case(case.id, token())
    kinds = [kind for kind, _fields in public(case.id)]
    assert kinds == ["RECEIVED", "PROMISED", "CLOSED", "REOPENED"]
