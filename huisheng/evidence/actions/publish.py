"""Opening what the log holds: files of a month each, coarsened, and the list over them; each with its own leaf."""

import gzip
import hashlib
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction

from huisheng.core import clock
from huisheng.evidence.actions.append import append_file, append_some, lock_head
from huisheng.evidence.coarsening import Group, Known, at_district, by_months
from huisheng.evidence.keys import log_key
from huisheng.evidence.models import Head, LogLeaf, OpeningFile
from huisheng.evidence.sources import area_names, district_only
from huisheng.verify.leaf import FIELDS, OPENED, Kind, Leaf
from huisheng.verify.openings import Listing, write_case, write_header, write_listing

LIST = "list"
COLUMNS = ("index", "kind", "private", "values", "seed")

Numbered = tuple[int, Leaf]


@transaction.atomic
def publish_openings() -> list[OpeningFile]:
    """Open every case whose events are in the log; the files that are new. `NoKey` when there is no log.

    Nothing is opened as long as there are fewer than ten cases. A month in which nothing changed keeps its file.
    """
    key = log_key()
    head = lock_head(wait=True)
    assert head is not None  # noqa: S101  # it was waited for
    while append_some(head, key):
        pass
    leaves = _leaves()
    known = [_known(subject, held) for subject, held in leaves.items()]
    coarse = district_only(leaves)
    opened_to = head.size
    files = [_file(head, group, at_district(group, coarse), leaves, opened_to) for group in by_months(known)]
    if not any(fresh for _file_, fresh in files):
        return []
    listing = Listing(
        opened_to,
        tuple((file.path, file.digest) for file, _fresh in files),
        area_names(),
        int(clock.now().timestamp()),
    )
    content = write_listing(listing)
    listed = _keep(head, LIST, content, hashlib.sha256(content).hexdigest(), (opened_to, len(known)))
    return [*(file for file, fresh in files if fresh), listed]


def _leaves() -> dict[UUID, list[Numbered]]:
    """Leaves that have to be opened, by case, in the order of the log."""
    rows = LogLeaf.objects.filter(kind__in=OPENED).order_by("index").values_list("subject", *COLUMNS)
    found: dict[UUID, list[Numbered]] = {}
    for subject, index, kind, private, values, seed in rows.iterator(chunk_size=5_000):
        leaf = Leaf(Kind(kind), bytes(private), tuple(values), bytes(seed))
        found.setdefault(subject, []).append((index, leaf))
    return found


def _known(subject: UUID, leaves: list[Numbered]) -> Known:
    values = {
        name: value
        for _index, leaf in leaves
        for name, value in zip(FIELDS[leaf.kind], leaf.values, strict=True)
    }
    return Known(subject, values["month"], values.get("area", ""))


def _file(
    head: Head, group: Group, coarse: set[UUID], leaves: dict[UUID, list[Numbered]], opened_to: int
) -> tuple[OpeningFile, bool]:
    """The file of a group, and whether it is a new one."""
    single = len(group.months) == 1
    lines = [
        write_case(
            [_opened(index, leaf, single, case.subject not in coarse) for index, leaf in leaves[case.subject]]
        )
        for case in group.cases
    ]
    body = "".join(f"{line}\n" for line in lines)
    body_digest = hashlib.sha256(body.encode()).hexdigest()
    last = OpeningFile.objects.filter(name=group.name).defer("content").order_by("-version").first()
    if last is not None and last.body_digest == body_digest:
        return last, False
    header = write_header(group.name, group.months, opened_to, len(lines))
    content = f"{header}\n{body}".encode()
    return _keep(head, group.name, content, body_digest, (opened_to, len(lines))), True


def _opened(index: int, leaf: Leaf, with_month: bool, with_area: bool) -> Sequence[Any]:
    hidden = {name for name, shown in (("month", with_month), ("area", with_area)) if not shown}
    names = [name for name in FIELDS[leaf.kind] if name not in hidden]
    return [index, leaf.kind.value, leaf.private.hex(), *leaf.opened(names)]


def _keep(head: Head, name: str, content: bytes, body_digest: str, at: tuple[int, int]) -> OpeningFile:
    """Write a file and the leaf that keeps it from being swapped. `at`: opened up to which leaf, how many cases."""
    digest = hashlib.sha256(content)
    file = OpeningFile.objects.create(
        name=name,
        version=OpeningFile.objects.filter(name=name).count() + 1,
        opened_to=at[0],
        cases=at[1],
        digest=digest.hexdigest(),
        body_digest=body_digest,
        content=gzip.compress(content, 6),
    )
    append_file(head, digest.digest(), file.pk)
    return file
