"""The rows of whistles, as the events of an act leave them: only a case with an open whistle pays for it."""

from collections.abc import Sequence
from uuid import UUID

from huisheng.cases.models import CaseEvent, CaseParty, Whistle, WhistleCall
from huisheng.cases.models.whistle import Whistles


def write_whistles(case_id: UUID, events: Sequence[CaseEvent]) -> None:
    """Take the open whistles through the events, with who sees the case by being called."""
    held = open_whistles(case_id)
    before = {key: (call.ended_at, list(_values(call))) for key, call in held.calls.items()}
    for event in events:
        held.turn(event)
    for whistle in held.whistles.values():
        whistle.save(force_insert=whistle._state.adding)
    for key, call in held.calls.items():
        ended, values = before.get(key, (None, None))
        if values != list(_values(call)):
            call.save(force_insert=values is None)
        if values is None:
            CaseParty.objects.update_or_create(
                case_id=case_id, unit_id=call.unit_id, defaults={"since": call.called_at, "until": None}
            )
        if ended is None and call.ended_at is not None:
            mine = CaseParty.objects.filter(case_id=case_id, unit_id=call.unit_id, until__isnull=True)
            mine.update(until=call.ended_at)


def open_whistles(case_id: UUID) -> Whistles:
    """The whistle that is not over, with its calls. Two statements."""
    whistles = list(Whistle.objects.filter(case_id=case_id, ended_at__isnull=True))
    numbers = [whistle.n for whistle in whistles]
    return Whistles(whistles, WhistleCall.objects.filter(case_id=case_id, n__in=numbers))


def _values(call: WhistleCall) -> tuple[object, ...]:
    return tuple(getattr(call, field.attname) for field in WhistleCall._meta.concrete_fields)
