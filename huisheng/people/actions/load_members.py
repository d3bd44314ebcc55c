"""Take rows of members from files into the register: new ones, and what became of those who are in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from huisheng.core import clock
from huisheng.network.faults import Fault, NetworkRefused
from huisheng.network.models import Organisation
from huisheng.network.queries.rows import cells_of
from huisheng.people.models import ImportedMember, Member, MemberChange, Person
from huisheng.people.models.member import new_member_number
from huisheng.people.roster.rows import STEPS, Held, MemberRow, State, Step, read_register

BATCH = 4_000
COLUMNS = ("organisation", "joined", "state", "state_since")


@dataclass
class _Written:
    """A row and what it becomes; `number` is what it has in the end."""

    row: MemberRow
    held: Held | None
    member: Member
    person: Person

    @property
    def after(self) -> dict[str, Any]:
        cells: dict[str, Any] = dict(cells_of(self.row._replace(number=self.member.number)))
        return cells if self.row.number or self.held else {**cells, "made_up": True}


def load_members(
    rows: Sequence[MemberRow], organisations: Mapping[str, int], run: UUID
) -> tuple[int, int, int]:
    """Add and change members inside the caller's transaction: how many were added, changed, the same.

    `organisations`: ids by code; the rows were checked (`roster.checks`). What is done to each is remembered under
    `run`, so that it can be shown and undone. Nobody else writes the register meanwhile. About ten statements for
    each `BATCH` of rows.
    """
    if not rows:
        return 0, 0, 0
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {Member._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")
    _must_stand(rows, organisations)
    register = read_register()
    new, changed = [], []
    taken = set(register.by_number) | {row.number for row in rows}
    for row in rows:
        held = next(iter(register.matches(row)), None)
        if held is None:
            new.append(_new(row, organisations, taken))
        elif row._replace(number=held.row.number) != held.row:
            changed.append(_changed(row, held, organisations))
    _write(new, changed)
    _remember([*changed, *new], organisations, run)
    return len(new), len(changed), len(rows) - len(new) - len(changed)


def _must_stand(rows: Sequence[MemberRow], organisations: Mapping[str, int]) -> None:
    """Lock the organisations that keep somebody; `NetworkRefused` where one was closed since the rows were checked."""
    used = {organisations[row.organisation] for row in rows if row.state in (State.ACTIVE, State.SUSPENDED)}
    held = Organisation.objects.select_for_update(no_key=True).filter(pk__in=used).order_by("pk")
    gone = [each.code for each in held if each.until is not None and each.until <= clock.today()]
    if gone:
        words = _("党组织“%(code)s”已经撤销。请写党员转到了哪里。")
        raise NetworkRefused([Fault(str(Member._meta.verbose_name), words % {"code": code}) for code in gone])


def _new(row: MemberRow, organisations: Mapping[str, int], taken: set[str]) -> _Written:
    number = row.number
    while not number or (not row.number and number in taken):
        number = new_member_number()
    taken.add(number)
    person = Person(name=row.name, illustrative=row.illustrative)
    return _Written(row, None, _member(row, organisations, number=number, person=person), person)


def _changed(row: MemberRow, held: Held, organisations: Mapping[str, int]) -> _Written:
    person = Person(id=held.person_id, name=row.name, illustrative=row.illustrative)
    member = _member(row, organisations, id=held.id, number=held.row.number, person=person)
    return _Written(row, held, member, person)


def _member(row: MemberRow, organisations: Mapping[str, int], **more: Any) -> Member:
    return Member(
        organisation_id=organisations[row.organisation],
        joined=row.joined,
        state=row.state,
        state_since=row.state_since,
        **more,
    )


def _write(new: Sequence[_Written], changed: Sequence[_Written]) -> None:
    Person.objects.bulk_create([each.person for each in new], batch_size=BATCH)
    Member.objects.bulk_create([each.member for each in new], batch_size=BATCH)
    Person.objects.bulk_update([each.person for each in changed], ["name", "illustrative"], batch_size=BATCH)
    Member.objects.bulk_update([each.member for each in changed], COLUMNS, batch_size=BATCH)


def _remember(written: Sequence[_Written], organisations: Mapping[str, int], run: UUID) -> None:
    MemberChange.objects.bulk_create(
        [
            MemberChange(member=each.member, kind=kind, organisation_id=organisations[code], day=day)
            for each in written
            for kind, code, day in (_story(each.held.row, each.row) if each.held else _beginning(each.row))
        ],
        batch_size=BATCH,
    )
    ImportedMember.objects.bulk_create(
        [
            ImportedMember(
                run=run,
                member=each.member.pk,
                before=cells_of(each.held.row) if each.held else None,
                after=each.after,
            )
            for each in written
        ],
        batch_size=BATCH,
    )


def _beginning(row: MemberRow) -> Iterator[tuple[str, str, date]]:
    """How somebody who is new came to be what the row says: `(step, organisation, day)`."""
    if row.state == State.ACTIVE and row.state_since > row.joined:
        yield Step.TRANSFER_IN, row.organisation, row.state_since
        return
    yield Step.JOIN, row.organisation, row.joined
    if row.state != State.ACTIVE:
        yield STEPS[State.ACTIVE, row.state], row.organisation, row.state_since


def _story(before: MemberRow, after: MemberRow) -> Iterator[tuple[str, str, date]]:
    """What happened to somebody between two rows; nothing where only the name was put right."""
    if before.state != after.state:
        yield STEPS[before.state, after.state], after.organisation, after.state_since
    elif before.organisation != after.organisation:
        yield Step.TRANSFER_OUT, before.organisation, after.state_since
        yield Step.TRANSFER_IN, after.organisation, after.state_since
    elif (before.joined, before.state_since) != (after.joined, after.state_since):
        yield Step.CORRECT, after.organisation, after.state_since
