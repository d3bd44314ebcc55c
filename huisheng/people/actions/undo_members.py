"""Put the register back to what it was before a load of files, and forget what was kept for that."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from huisheng.core import clock
from huisheng.network.files.values import read_date
from huisheng.network.models import Organisation
from huisheng.people.models import ImportedMember, Member, MemberChange, Person

BATCH = 4_000
KEPT = timedelta(days=30)
Step = MemberChange.Kind


def undo_members(run: UUID) -> None:
    """Inside the caller's transaction: who was added is struck off and erased, what was changed is as before.

    The steps stay in the history, with one more. Raises `IntegrityError` where something refers to a person whom
    the load added.
    """
    loaded = list(ImportedMember.objects.filter(run=run).order_by("-id"))
    if not loaded:
        return
    organisations = dict(Organisation.objects.values_list("code", "id"))
    added = [each.member for each in loaded if each.before is None]
    _note(loaded, organisations)
    people = list(Member.objects.filter(pk__in=added).values_list("person_id", flat=True))
    Member.objects.filter(pk__in=added).delete()
    Person.objects.filter(pk__in=people).delete()
    _put_back([each for each in loaded if each.before is not None], organisations)
    ImportedMember.objects.filter(run=run).delete()


def forget_imported_members() -> None:
    """What loads of files did with members is kept for `KEPT` only."""
    ImportedMember.objects.filter(at__lt=clock.now() - KEPT).delete()


def _note(loaded: list[ImportedMember], organisations: dict[str, int]) -> None:
    today = clock.today()
    MemberChange.objects.bulk_create(
        [
            MemberChange(
                member_id=each.member,
                kind=Step.STRIKE if each.before is None else Step.CORRECT,
                organisation_id=organisations[(each.before or each.after)["organisation"]],
                day=today,
            )
            for each in loaded
        ],
        batch_size=BATCH,
    )


def _put_back(changed: list[ImportedMember], organisations: dict[str, int]) -> None:
    held = Member.objects.select_related("person").in_bulk([each.member for each in changed])
    for each in changed:
        member, before = held[each.member], each.before or {}
        member.organisation_id = organisations[before["organisation"]]
        member.joined, member.state = read_date(before["joined"]), before["state"]
        member.state_since = read_date(before["state_since"])
        member.person.name, member.person.illustrative = before["name"], before["illustrative"] == "1"
    columns = ["organisation", "joined", "state", "state_since"]
    Member.objects.bulk_update(list(held.values()), columns, batch_size=BATCH)
    people = [member.person for member in held.values()]
    Person.objects.bulk_update(people, ["name", "illustrative"], batch_size=BATCH)
