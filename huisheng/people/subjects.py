"""A subject's own data key, in clear, for as long as one act needs it."""

from dataclasses import dataclass, field
from uuid import UUID

from huisheng.core import sealing

KEY_PLACE = "people_subject.key_wrapped:{}"
CONTACT_PLACE = "people_subject.contact_sealed:{}"
CONTACT_COLUMN = "people_subject.contact"


@dataclass(frozen=True)
class SubjectKey:
    """Seals and opens what is kept of one subject. It goes when the subject is erased, and they with it."""

    subject_id: UUID
    key: bytes = field(repr=False)

    def seal(self, text: str, bound_to: str) -> bytes:
        """Seal words of this subject; `bound_to` is `table.column:row`."""
        return sealing.seal_with(self.key, "subject", text.encode(), bound_to)

    def open(self, sealed: bytes, bound_to: str) -> str:
        """Open what `seal` made; `sealing.CannotOpen` otherwise."""
        return sealing.open_with(self.key, bytes(sealed), bound_to).decode()

    def wrapped(self) -> bytes:
        """The key as the database keeps it: sealed under the installation's active key."""
        return sealing.ring().seal(self.key, KEY_PLACE.format(self.subject_id))


def unwrap(subject_id: UUID, wrapped: bytes) -> SubjectKey:
    """The key of a subject from its row; `sealing.CannotOpen` when it was altered."""
    return SubjectKey(subject_id, sealing.ring().open(bytes(wrapped), KEY_PLACE.format(subject_id)))


def contact_index(value: str) -> bytes:
    """The blind index of a normalised contact."""
    return sealing.ring().blind_index(value, CONTACT_COLUMN)
