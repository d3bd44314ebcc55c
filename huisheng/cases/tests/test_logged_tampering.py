"""What somebody who rules the database does to the log of cases is named, by one checkpoint kept outside."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from django.db import connection

from huisheng.cases.actions.resident import confirm_case
from huisheng.cases.tests.matters import answered, token
from huisheng.cases.tests.test_logged import published
from huisheng.evidence.actions.append import append_pending
from huisheng.evidence.keys import LogKey
from huisheng.evidence.queries.compare import touched
from huisheng.verify.__main__ import FAULTY, FINE, UNPROVEN, main
from huisheng.verify.note import read_note
from huisheng.verify.source import Folder
from huisheng.verify.verifier import Question, verify
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("log")

Owner = Callable[[], AbstractContextManager[None]]


def test_an_event_changed_or_removed_by_hand_is_named(committed_cast: Cast, as_owner: Owner) -> None:
    changed, removed = answered(committed_cast), answered(committed_cast)
    append_pending()
    assert list(touched()) == []
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE cases_event SET at = at - interval '1 day' WHERE case_id = %s AND seq = 3", [changed.id]
        )
        cursor.execute("DELETE FROM cases_event WHERE case_id = %s AND seq = 2", [removed.id])
    found = {(each.subject, each.seq, each.gone) for each in touched()}
    assert found == {(str(changed.id), 3, False), (str(removed.id), 2, True)}


FORGED = {
    "an old event changed": "UPDATE cases_event SET codes = codes || '{\"outcome\": \"partly\"}' WHERE act = 'answer'",
    "a case deleted": "DELETE FROM cases_event WHERE case_id = (SELECT min(id::text)::uuid FROM cases_case)",
    "a closure dated back": "UPDATE cases_event SET at = at - interval '60 days' WHERE act = 'answer'",
}


@pytest.mark.parametrize("statement", FORGED.values(), ids=FORGED)
def test_a_superuser_with_the_key_who_writes_the_log_anew_is_caught_by_one_kept_checkpoint(
    statement: str, committed_cast: Cast, log: LogKey, tmp_path: Path, as_owner: Owner
) -> None:
    """Everything is done anew with the very code of the log, so that nothing inside it is wrong."""
    for _case in range(11):
        confirm_case(answered(committed_cast).id, token())
    published(tmp_path / "honest", log)
    kept = tmp_path / "honest" / "checkpoint"
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(statement)
        for table in ("leaf", "node", "opening", "checkpoint", "head"):
            cursor.execute(f"DELETE FROM evidence_{table}")
    published(tmp_path / "forged", log)
    forged = str(tmp_path / "forged")
    assert list(touched()) == []
    assert main([forged]) == UNPROVEN
    assert main([forged, "--checkpoint", str(kept)]) == FAULTY
    report = verify(
        Folder(tmp_path / "forged"), Question(log.signer.key, kept=[read_note(kept.read_bytes())])
    )
    assert [fault.kind for fault in report.faults] == ["rewritten"]
    assert main([str(tmp_path / "honest"), "--checkpoint", str(kept)]) == FINE
