"""Importing new matters: the way of any other matter, by the thousand."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from huisheng.cases.actions.load_catalogue import load_catalogue
from huisheng.cases.models import Case, CaseEvent, CaseWords
from huisheng.cases.models.codes import DeskReason, WordsKind
from huisheng.cases.models.transitions import Act, State, Who
from huisheng.cases.models.words import words_place
from huisheng.cases.tests.sheets import MAPPING, Sheet, at, row
from huisheng.people.models import Subject
from huisheng.people.subjects import unwrap
from tests.cast import Cast


@pytest.fixture
def imported(cast: Cast, tmp_path: Path) -> Sheet:
    load_catalogue()
    return Sheet(tmp_path)


def test_new_matters_are_routed_and_timed_like_any_other(cast: Cast, imported: Sheet):
    imported(row(1, **at(cast.plots[0])), live=True)
    case = Case.objects.get()
    assert (case.state, case.unit_id) == (State.ASSIGNED, cast.station.id)
    acts = CaseEvent.objects.filter(case=case).order_by("seq").values_list("act", "who")
    assert list(acts) == [(Act.ASK, Who.SYSTEM), (Act.TRIAGE, Who.SYSTEM), (Act.ASSIGN, Who.SYSTEM)]
    assert datetime.now(UTC) - case.received_at < timedelta(minutes=1)
    assert case.due_at is not None
    assert case.promised_at is not None


def test_new_matters_without_a_place_wait_for_triage(cast: Cast, imported: Sheet):
    imported(row(1), row(2, 经度="125", 纬度="44"), live=True)
    waiting = Case.objects.values_list("state", "desk_reason", "unit_id")
    assert list(waiting) == [(State.RECEIVED, DeskReason.NO_PLACE, cast.centre.id)] * 2


def test_what_the_old_system_knew_is_a_note_for_colleagues_only(cast: Cast, imported: Sheet):
    imported(row(1, **at(cast.plots[0]), 答复="已派人。"), live=True)
    kept = CaseWords.objects.exclude(kind=WordsKind.REQUEST).order_by("n").values_list("kind", "text")
    assert list(kept) == [
        (WordsKind.NOTE, "原登记时间：2024-03-05 09:30"),
        (WordsKind.NOTE, "原系统答复：已派人。"),
    ]


@pytest.mark.parametrize("live", [False, True])
def test_contact_and_address_are_sealed(imported: Sheet, live: bool):
    imported(row(1, 电话="138 0431 0001", 地址="锦江花园3号楼501"), live=live)
    case, subject = Case.objects.get(), Subject.objects.get()
    assert case.subject_id == subject.id
    sealed = CaseWords.objects.get(kind=WordsKind.ADDRESS)
    key = unwrap(subject.id, bytes(subject.key_wrapped or b""))
    assert (sealed.text, key.open(bytes(sealed.sealed or b""), words_place(sealed))) == (
        "",
        "锦江花园3号楼501",
    )
    assert subject.contact_kind == "phone"


def test_a_category_may_be_guessed_for_records_but_never_decides_for_new_matters(cast: Cast, imported: Sheet):
    columns = {k: v for k, v in MAPPING["columns"].items() if k != "category"}
    guessing = {**MAPPING, "columns": columns, "constants": {"guess_category": True}}
    del guessing["categories"]
    imported(row(1, 内容="楼道垃圾没人清运"), mapping=guessing)
    imported(row(2, 内容="楼道垃圾没人清运", **at(cast.plots[0])), mapping=guessing, live=True)
    record, new = Case.objects.order_by("received_at")
    assert record.category is not None
    assert record.category.code == "refuse"
    assert (new.category, new.desk_reason) == (None, DeskReason.NO_CATEGORY)
