"""How whoever asked can be told something: what is known of that besides the sealed contact itself."""

from dataclasses import dataclass
from uuid import UUID

from huisheng.people.models import Subject
from huisheng.people.subjects import SubjectKey, unwrap


@dataclass(frozen=True)
class Reach:
    """The ways to one subject: what kind of contact was left, in which language, whether letters are wanted."""

    key: SubjectKey
    contact_kind: str
    language: str
    by_letter: bool


def reach_of_subject(subject_id: UUID) -> Reach | None:
    """How to tell this subject; none when it was erased or never was. One statement."""
    columns = ("key_wrapped", "contact_kind", "language", "by_letter")
    row = Subject.objects.filter(id=subject_id, erased_at__isnull=True).values_list(*columns).first()
    if row is None or row[0] is None:
        return None
    return Reach(unwrap(subject_id, bytes(row[0])), row[1], row[2], row[3])
