"""The writer: every event gets one leaf, whatever happens at the same time and wherever the writer is killed."""

import itertools
import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction

from huisheng.core import audit, clock
from huisheng.core.models import AuditEntry
from huisheng.evidence.actions import append
from huisheng.evidence.actions.append import append_pending, lock_head
from huisheng.evidence.actions.publish import publish_openings
from huisheng.evidence.actions.sign import sign_checkpoint
from huisheng.evidence.keys import LogKey, NoKey
from huisheng.evidence.models import Checkpoint, Head, LogLeaf
from huisheng.evidence.queries import tree
from huisheng.evidence.tests.events import INSERT, Killed, another_connection, happen, is_whole, killed_at
from huisheng.verify.checkpoint import read_checkpoint
from huisheng.verify.merkle import consistency_proof, consistent
from huisheng.verify.note import read_note

pytestmark = pytest.mark.django_db(transaction=True)


def logged() -> list[int]:
    """The events that have a leaf, in the log's order."""
    return list(LogLeaf.objects.filter(source="audit").order_by("index").values_list("seq", flat=True))


def events() -> set[int]:
    return set(AuditEntry.objects.filter(action="contact_opened").values_list("pk", flat=True))


def test_every_event_gets_one_leaf(log: LogKey) -> None:
    happen(300)
    assert append_pending() == 300
    assert append_pending() == 0
    assert sorted(logged()) == sorted(events())
    assert is_whole()


def test_what_is_not_to_be_logged_is_not(log: LogKey) -> None:
    audit.record("signed_in", actor=1)
    assert append_pending() == 0


def test_without_a_key_nothing_is_logged_and_nothing_is_lost(settings, tmp_path, log: LogKey) -> None:
    path, settings.LOG_KEY_FILE = settings.LOG_KEY_FILE, tmp_path / "none"
    happen()
    with pytest.raises(NoKey):
        append_pending()
    settings.LOG_KEY_FILE = path
    assert append_pending() == 1


def test_an_event_in_flight_is_not_passed_over(log: LogKey) -> None:
    """Its transaction began before that of an event that is there already: both wait until it has ended."""
    happen()
    append_pending()
    with another_connection() as other:
        other.execute(INSERT)
        happen()
        assert append_pending() == 0
        other.commit()
    assert append_pending() == 2
    assert sorted(logged()) == sorted(events())


def test_what_goes_on_in_another_database_of_the_server_holds_nothing_up(log: LogKey) -> None:
    with another_connection(dbname="postgres", options="") as other:
        other.execute("SELECT pg_current_xact_id()")
        happen()
        assert append_pending() == 1


def test_a_transaction_that_is_rolled_back_leaves_nothing(log: LogKey) -> None:
    with another_connection() as other:
        other.execute(INSERT)
        happen()
        other.rollback()
    assert append_pending() == 1


def test_more_than_fits_in_one_run_comes_in_the_next(log: LogKey) -> None:
    happen()
    append_pending()
    happen(25)
    assert [append_pending(10) for _run in range(4)] == [10, 10, 5, 0]
    assert sorted(logged()) == sorted(events())
    assert is_whole()


def test_a_clock_that_goes_backwards_does_not_matter(log: LogKey, monkeypatch: pytest.MonkeyPatch) -> None:
    now = clock.now()
    for hours in (0, -5, 3, -100):
        monkeypatch.setattr(clock, "now", lambda hours=hours: now + timedelta(hours=hours))
        happen()
        assert append_pending() == 1
    assert sorted(logged()) == sorted(events())


def test_a_second_writer_leaves_it_to_the_first(log: LogKey) -> None:
    happen()
    append_pending()
    happen()
    found: list[int] = []

    def second() -> None:
        found.append(append_pending())
        connection.close()

    with transaction.atomic():
        assert lock_head(wait=True)
        thread = threading.Thread(target=second)
        thread.start()
        thread.join()
    assert found == [0]
    assert append_pending() == 1


def test_after_a_restore_into_another_database_system_nothing_is_missed_or_logged_twice(log: LogKey) -> None:
    happen(3)
    append_pending()
    happen(2)
    # As it looks there: transaction ids began anew, so that what was read lies far ahead.
    Head.objects.update(
        cluster="another", places={"audit": [2**40, "00000000-0000-0000-0000-000000000000", -1]}
    )
    assert append_pending() == 2
    happen()
    assert append_pending() == 1
    assert sorted(logged()) == sorted(events())
    assert is_whole()


def test_killed_before_any_statement_it_goes_on_where_it_was(log: LogKey) -> None:
    """Wherever it ends: no event without a leaf in the end, none twice, and every checkpoint continues the last."""
    for at in range(30):
        happen(100)
        try:
            with killed_at(at):
                append_pending()
                sign_checkpoint()
        except Killed:
            assert is_whole()
    append_pending()
    sign_checkpoint()
    assert sorted(logged()) == sorted(events())
    signed = list(Checkpoint.objects.order_by("size"))
    assert len(signed) > 5
    heads = [read_checkpoint(read_note(each.note)) for each in signed]
    for old, new in itertools.pairwise(heads):
        proof = consistency_proof(tree.read, old.size, new.size)
        assert consistent(old.size, new.size, old.root, new.root, proof)


def test_killed_while_it_opens_it_has_opened_all_or_nothing(log: LogKey) -> None:
    happen(20)
    for at in range(12):
        try:
            with killed_at(at):
                publish_openings()
        except Killed:
            assert LogLeaf.objects.count() in (0, 20)
    publish_openings()
    assert sorted(logged()) == sorted(events())


def test_the_writer_s_index_is_used(log: LogKey) -> None:
    """Reading on costs what there is to read, not what there has been."""
    happen(2)
    append_pending()
    with connection.cursor() as cursor:
        cursor.execute("SET enable_seqscan = off")
        cursor.execute(
            "EXPLAIN SELECT id FROM core_audit AS e WHERE xid < pg_snapshot_xmin(pg_current_snapshot()) "
            "AND (xid, '00000000-0000-0000-0000-000000000000'::uuid, id) > ('5'::xid8, "
            "'00000000-0000-0000-0000-000000000000'::uuid, 1) ORDER BY xid, id LIMIT 5"
        )
        plan = "\n".join(line for (line,) in cursor.fetchall())
        cursor.execute("RESET enable_seqscan")
    assert "core_audit_xid" in plan
    assert "Index Cond" in plan


def test_a_value_with_quotes_and_tabs_is_kept(log: LogKey) -> None:
    assert append._array(['a"b', "c\\d", "", "e\tf"]) == '{"a\\\\"b","c\\\\\\\\d","","e\\tf"}'
