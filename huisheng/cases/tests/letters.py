"""Letters for tests: to somebody who left an address only, and wants to be written to."""

from typing import Any
from uuid import UUID, uuid4

from huisheng.cases.actions.letters import make_batch
from huisheng.cases.actions.tell import tell
from huisheng.cases.models import Case
from huisheng.cases.tests.matters import assigned, viewer
from huisheng.outbox.models import Message
from huisheng.people.actions.subjects import Wishes
from tests.cast import Cast

ADDRESS = "锦江花园3号楼2单元501室"


def written_to(cast: Cast, **fields: Any) -> Case:
    """A matter at the station whose resident wants letters; one letter waits."""
    case = assigned(cast, **{"address": ADDRESS, "wishes": Wishes(by_letter=True), **fields})
    tell(case, "received", "1")
    return case


def printed_letter(cast: Cast) -> tuple[UUID, UUID]:
    """A letter and the batch into which 陈静 put it."""
    case, batch = written_to(cast), uuid4()
    make_batch(viewer(cast.chen_jing), batch)
    return Message.objects.get(case_id=case.id).id, batch
