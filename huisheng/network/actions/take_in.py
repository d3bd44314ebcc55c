"""Take a file of the network in: look at it first, show what would change, then do exactly that.

    import_ = offer("a.xlsx", content, actor=…)     the file is kept, sealed, for a day
    look(import_.pk)                                reads it and tries the load out, which is taken back
    take(import_.pk, actor=…)                       the load itself; what it changes is what was shown

Each step may be called twice, or by two people at once: the second finds it done.
"""

from __future__ import annotations

import re
from datetime import timedelta
from functools import reduce
from operator import or_
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from huisheng.core import audit, clock
from huisheng.core.ids import uuid7
from huisheng.network.actions.load_network import Loaded, load_rows
from huisheng.network.difference import Difference, difference_of, last_revision, this_transaction
from huisheng.network.editing import Refused
from huisheng.network.faults import Fault, NetworkRefused
from huisheng.network.files.coordinates import WGS84, looks_like
from huisheng.network.files.reading import read_files
from huisheng.network.files.tables import Reading, WrongRow
from huisheng.network.files.writing import wrong_rows_workbook
from huisheng.network.findings import barred_sheets, moved_shapes, summed
from huisheng.network.further import FURTHER
from huisheng.network.known import read_known
from huisheng.network.models import Import
from huisheng.network.rows import Bundle
from huisheng.network.sifting import sift

KEPT = timedelta(hours=24)
MOST_LETTERS = 80
State = Import.State
PENDING = (State.READING, State.READY, State.REFUSED, State.SAME)


class Moved(Exception):
    """The network changed after the difference was shown. It was looked at anew; nothing was taken in."""


def offer(
    name: str,
    content: bytes,
    *,
    actor: int | None,
    coordinates: str = WGS84,
    partly: bool = False,
    may_be_network: bool = True,
    may_be_personal: bool = False,
) -> Import:
    """Keep a file to be looked at. What the same account offered before and did not take is forgotten.

    `may_be_…`: whether whoever offers it may give in rows of the network, and of apps above, such as members.
    """
    tidy = re.sub(r"[\x00-\x1f/\\]", "", name).strip(". ")[-MOST_LETTERS:] or "network.xlsx"
    with transaction.atomic():
        if actor is not None:
            Import.objects.filter(by=actor, state__in=PENDING).delete()
        made = Import(
            at=clock.now(), by=actor, name=tidy, size=len(content), coordinates=coordinates,
            partly=partly, language=get_language() or "zh-hans",
            may_be_network=may_be_network, may_be_personal=may_be_personal,
        )  # fmt: skip
        made.seal("content", content)
        made.save(force_insert=True)
    return made


def look(import_id: UUID) -> Import:
    """Read the file and try it out; the state says what came of it. Nothing of the network changes."""
    import_ = Import.objects.get(pk=import_id)
    if import_.state != State.READING:
        return import_
    with override(import_.language):
        looked = _looked_at(import_)
    with transaction.atomic():
        import_ = Import.objects.select_for_update().get(pk=import_id)
        if import_.state == State.READING:
            import_.found, import_.state = {**import_.found, **looked.found}, looked.state
            import_.personal = looked.personal is not None
            import_.seal("wrong", wrong_rows_workbook(looked.wrong) if looked.wrong else None)
            import_.seal("personal", looked.personal or None)
            if looked.is_barred:
                import_.seal("content", None)
            sealed = ["wrong_sealed", "personal_sealed", *(["content_sealed"] if looked.is_barred else [])]
            import_.save(update_fields=["found", "state", "personal", *sealed])
    return import_


def look_again(import_id: UUID, *, partly: bool) -> Import:
    """Choose anew whether right rows are taken where others are wrong; `look` has to follow."""
    with transaction.atomic():
        import_ = Import.objects.select_for_update().get(pk=import_id)
        if import_.state in (State.READY, State.REFUSED, State.SAME) and import_.content_sealed is not None:
            import_.state, import_.partly, import_.found = State.READING, partly, {}
            import_.save(update_fields=["state", "partly", "found"])
    return import_


def begin_taking(import_id: UUID) -> bool:
    """Mark a file as being taken in by a job; whether this call did. A second click finds it marked."""
    ready = Import.objects.filter(pk=import_id, state=State.READY, content_sealed__isnull=False)
    return ready.update(state=State.TAKING) == 1


def take(import_id: UUID, *, actor: int | None) -> Import:
    """Take the file in: one transaction, one audit entry. Done already: nothing happens.

    `Refused` when there is nothing to take in any more; `Moved` when the network changed since it was looked
    at, so that something else would happen than what was shown.
    """
    try:
        with transaction.atomic():
            import_ = Import.objects.select_for_update().get(pk=import_id)
            if import_.state in (State.TAKEN, State.UNDONE):
                return import_
            if import_.state not in (State.READY, State.TAKING) or import_.content_sealed is None:
                raise Refused({"": _("这份文件没有可以收的内容，或者已经过了一天。请重新上传。")})
            _take(import_, actor)
    except (Moved, NetworkRefused) as moved:
        Import.objects.filter(pk=import_id, state__in=(State.READY, State.TAKING)).update(
            state=State.READING, found={"moved": True}
        )
        look(import_id)
        raise Moved from moved
    return import_


def interrupted(import_id: UUID) -> None:
    """A job broke off: what was being taken in can be confirmed again, what was being read is said."""
    Import.objects.filter(pk=import_id, state=State.TAKING).update(state=State.READY)
    broken = summed([Fault("", str(_("读的时候出了意外，请再传一次。")))])
    Import.objects.filter(pk=import_id, state=State.READING).update(state=State.REFUSED, found=broken)


def take_reading(
    reading: Reading, name: str, *, partly: bool, coordinates: str
) -> tuple[Loaded, list[WrongRow]]:
    """Take in what the command read, at once, so that it can be undone like any other.

    `NetworkRefused` with every fault, unless only the right rows are wanted.
    """
    with transaction.atomic():
        bundle, wrong = right_rows(reading, partly=partly)
        made = Import(
            at=clock.now(), name=name[-MOST_LETTERS:], size=0, coordinates=coordinates, partly=partly,
            language=get_language() or "zh-hans", may_be_personal=True, personal=reading.is_personal,
        )  # fmt: skip
        after = last_revision()
        loaded = load_rows(bundle, made.pk)
        if not loaded.is_nothing:
            _mark_taken(made, difference_since(after, made.pk), loaded, after, None)
            made.save(force_insert=True)
    return loaded, wrong


def rehearse(bundle: Bundle) -> tuple[Difference, Loaded]:
    """What a load would change: it is done and taken back. Raises what the load raises."""
    run = uuid7()
    with transaction.atomic():
        after = last_revision()
        loaded = load_rows(bundle, run)
        difference = difference_since(after, run)
        transaction.set_rollback(True)
    return difference, loaded


def right_rows(reading: Reading, *, partly: bool) -> tuple[Bundle, list[WrongRow]]:
    """The rows to take, and the wrong ones; `NetworkRefused` when there are such and all was wanted."""
    bundle, wrong = sift(reading, read_known(), partly=partly)
    if wrong and not partly:
        raise NetworkRefused([Fault(row.origin, row.reason) for row in wrong])
    return bundle, wrong


def difference_since(after: int, run: UUID) -> Difference:
    """What this transaction changed behind a revision, and as a load that apps above know as `run`."""
    found = difference_of(this_transaction(), after, last_revision())
    for name, further in FURTHER.items():
        told = further.told(run)
        if told.counts:
            found.counts[name] = dict(told.counts)
            found.personal += told.lines
            found.digest += f"\n{name} {told.digest}"
    return found


def forget_old_imports() -> None:
    """What was never taken in goes after a day; of what was, the file goes."""
    old = Import.objects.filter(at__lt=clock.now() - KEPT)
    old.filter(state__in=PENDING).delete()
    sealed = ("content_sealed", "wrong_sealed", "personal_sealed")
    kept = old.filter(reduce(or_, (Q(**{f"{name}__isnull": False}) for name in sealed)))
    kept.exclude(state=State.TAKING).update(**dict.fromkeys(sealed))


class _Looked(NamedTuple):
    """What a look came to. `personal`: what would change of apps above; None where none of it is in the file."""

    found: dict[str, Any]
    state: State
    wrong: list[WrongRow]
    personal: bytes | None
    is_barred: bool = False


def _looked_at(import_: Import) -> _Looked:
    reading = _read(import_)
    found: dict[str, Any] = {"notes": reading.notes}
    personal = b"" if reading.is_personal else None
    barred = barred_sheets(reading, import_)
    if barred:
        return _Looked(found | summed(barred), State.REFUSED, [], None, is_barred=True)
    try:
        bundle, wrong = sift(reading, read_known(), partly=import_.partly)
        faults = summed([Fault(row.origin, row.reason) for row in wrong])
        if wrong and not import_.partly:
            return _Looked(found | faults, State.REFUSED, wrong, personal)
        if import_.coordinates == WGS84:
            found["looks_like"] = looks_like(moved_shapes(bundle))
        difference, loaded = rehearse(bundle)
    except NetworkRefused as refused:
        return _Looked(found | summed(refused.faults), State.REFUSED, [], personal)
    found["difference"] = difference.as_json()
    found["same"] = {kind: tally.same for kind, tally in loaded.tallies.items()}
    state = State.SAME if difference.is_nothing and not wrong else State.READY
    return _Looked(found | faults, state, wrong, difference.personal_json or personal)


def _read(import_: Import) -> Reading:
    content = import_.content
    if content is None:
        raise Refused({"": _("这份文件已经过了一天。请重新上传。")})
    with TemporaryDirectory(prefix="huisheng-") as folder:
        path = Path(folder) / import_.name
        path.write_bytes(content)
        return read_files([path], import_.coordinates)


def _take(import_: Import, actor: int | None) -> None:
    with override(import_.language):
        bundle, _wrong = right_rows(_read(import_), partly=import_.partly)
        after = last_revision()
        loaded = load_rows(bundle, import_.pk)
    difference = difference_since(after, import_.pk)
    if difference.digest != import_.found.get("difference", {}).get("digest"):
        raise Moved
    _mark_taken(import_, difference, loaded, after, actor)
    import_.save()


def _mark_taken(
    import_: Import, difference: Difference, loaded: Loaded, after: int, actor: int | None
) -> None:
    import_.state, import_.taken_at, import_.taken_by = State.TAKEN, clock.now(), actor
    import_.transaction, import_.after, import_.last = this_transaction(), after, last_revision()
    import_.found = {**import_.found, "difference": difference.as_json()}
    import_.seal("personal", difference.personal_json)
    audit.record("network.imported", actor=actor, subject=f"import:{import_.pk}", rows=loaded.counts)
