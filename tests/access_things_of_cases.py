"""What the routes about cases are about. How to add one: access_things.py."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from PIL import Image

from huisheng.cases.actions.call import call_unit
from huisheng.cases.actions.extension import ask_extension
from huisheng.cases.actions.handles import add_party_secret, add_secret
from huisheng.cases.actions.mediate import start_mediation
from huisheng.cases.actions.object import Objection, object_to_case
from huisheng.cases.actions.pause import Pause, pause_case
from huisheng.cases.actions.photos import read_picture
from huisheng.cases.actions.triage import Decision, triage_case
from huisheng.cases.actions.whistle import Blow, blow_whistle
from huisheng.cases.actions.whistle_called import cannot_come
from huisheng.cases.models import Case, CaseParty, CasePhoto, SideClock, WhistleCall
from huisheng.cases.models.codes import Ground, PauseReason
from huisheng.cases.tests import ends
from huisheng.cases.tests.letters import printed_letter
from huisheng.cases.tests.matters import asked, assigned, case_of, category_id, handling, token, viewer
from huisheng.cases.tests.mediations import agreement_of
from huisheng.core import clock
from tests.cast import Cast


def case(cast: Cast) -> dict[str, Any]:
    """With the station, which called 民政分中心 to it."""
    made = handling(cast)
    call_unit(made.id, viewer(cast.wang_fang), token(), cast.civil_affairs.id)
    return {"number": made.number}


def case_at_home(cast: Cast) -> dict[str, Any]:
    """With the station, in somebody's home, whose address is sealed."""
    made = handling(cast, address="3号楼2单元501", at_home=True)
    call_unit(made.id, viewer(cast.wang_fang), token(), cast.civil_affairs.id)
    return {"number": made.number}


def case_photo(cast: Cast) -> dict[str, Any]:
    image = io.BytesIO()
    Image.new("RGB", (8, 8)).save(image, "JPEG")
    made = handling(cast, pictures=(read_picture(image.getvalue()),))
    call_unit(made.id, viewer(cast.wang_fang), token(), cast.civil_affairs.id)
    return {"number": made.number, "n": CasePhoto.objects.get(case_id=made.id).n}


def case_at_triage(cast: Cast) -> dict[str, Any]:
    """On the station's desk, not said yet what it is about."""
    made = case_of(asked(cast, None, plot_id=None, desk_unit_id=cast.station.id))
    assert made.unit_id == cast.station.id
    return {"number": made.number}


def case_triaged(cast: Cast) -> dict[str, Any]:
    """On the station's desk, to be assigned."""
    number = case_at_triage(cast)["number"]
    made = Case.objects.get(number=number)
    triage_case(made.id, viewer(cast.wang_fang), token(made), Decision(category_id("heating")))
    return {"number": number}


def case_to_sign(cast: Cast) -> dict[str, Any]:
    """With the station, which has not signed for it."""
    return {"number": assigned(cast).number}


def case_escalated(cast: Cast) -> dict[str, Any]:
    """Overdue at the station: the street watches it."""
    made = assigned(cast)
    Case.objects.filter(pk=made.pk).update(supervisor_id=cast.street.id)
    return {"number": made.number}


def case_merged(cast: Cast) -> dict[str, Any]:
    from huisheng.cases.tests.several import merged

    _head, follower = merged(cast, 2)
    CaseParty.objects.create(case=follower, unit=cast.civil_affairs, since=follower.received_at)
    return {"number": follower.number}


def batch(cast: Cast) -> dict[str, Any]:
    from huisheng.cases.actions.batch import Kind
    from huisheng.cases.tests.several import batch as do

    return {"key": do(Kind.REMIND, [handling(cast)], cast.wang_fang).key}


def case_referred(cast: Cast) -> dict[str, Any]:
    return {"number": ends.referred(cast).number}


def case_exclusion_asked(cast: Cast) -> dict[str, Any]:
    return {"number": ends.exclusion_asked(cast).number}


def case_contested(cast: Cast) -> dict[str, Any]:
    return {"number": ends.contested(cast, by=cast.qian_li).number}


def case_insisted(cast: Cast) -> dict[str, Any]:
    return {"number": ends.insisted(cast).number}


def case_pending_asked(cast: Cast) -> dict[str, Any]:
    return {"number": ends.pending_asked(cast).number}


def case_pending(cast: Cast) -> dict[str, Any]:
    return {"number": ends.pending_on(cast).number}


def case_paused(cast: Cast) -> dict[str, Any]:
    """Handled at the station, its clock paused."""
    wanted = Pause(PauseReason.MATERIALS, clock.now() + timedelta(days=5), "等零件。")
    made = pause_case(handling(cast).id, viewer(cast.wang_fang), token(), wanted)
    call_unit(made.id, viewer(cast.wang_fang), token(), cast.civil_affairs.id)
    return {"number": made.number}


def case_asking_for_time(cast: Cast) -> dict[str, Any]:
    """Handled at the station, which asked for more time; the street decides."""
    made = ask_extension(handling(cast).id, viewer(cast.wang_fang), token(), 60, "等零件。")
    Case.objects.filter(pk=made.pk).update(approver_id=cast.street.id)
    return {"number": made.number}


def case_whistled(cast: Cast) -> dict[str, Any]:
    """The station whistled for 民政分中心 as the lead."""
    made = handling(cast)
    blow_whistle(made.id, viewer(cast.wang_fang), token(), Blow(cast.civil_affairs.id, "一起到现场。"))
    return {"number": made.number}


def whistle(cast: Cast) -> dict[str, Any]:
    number = case_whistled(cast)["number"]
    return {"number": number, "n": Case.objects.get(number=number).whistle}


def case_where_one_cannot_come(cast: Cast) -> dict[str, Any]:
    """民政分中心 says that it cannot come; the centre is late with its ruling."""
    number = case_whistled(cast)["number"]
    made = Case.objects.get(number=number)
    cannot_come(made.id, viewer(cast.zhou_min), token(), "没有人手。")
    WhistleCall.objects.filter(case_id=made.pk).update(arbiter_id=cast.centre.id)
    return {"number": number}


def case_objected(cast: Cast) -> dict[str, Any]:
    """The station objects; the street is late with its ruling, so that whoever stands above it may rule too."""
    made = handling(cast)
    object_to_case(made.id, viewer(cast.wang_fang), token(), Objection(Ground.REMIT, "不归我们"))
    Case.objects.filter(pk=made.pk).update(arbiter_id=cast.street.id)
    SideClock.objects.filter(case_id=made.pk).update(unit_id=cast.street.id, due_at=made.received_at)
    return {"number": made.number}


def letter(cast: Cast) -> dict[str, Any]:
    """A letter about a matter of the station's that was printed and waits to be posted."""
    return {"message": printed_letter(cast)[0]}


def letter_batch(cast: Cast) -> dict[str, Any]:
    """The batch that it lies in."""
    return {"batch": printed_letter(cast)[1]}


def mediation(cast: Cast) -> dict[str, Any]:
    """With the station, an agreement written, 民政分中心 called."""
    made = agreement_of(cast)
    call_unit(made.id, viewer(cast.wang_fang), token(), cast.civil_affairs.id)
    return {"number": made.number}


def mediation_begun(cast: Cast) -> dict[str, Any]:
    """With the station, nobody else taken in, 民政分中心 called."""
    made = start_mediation(handling(cast).id, viewer(cast.wang_fang), token())
    call_unit(made.id, viewer(cast.wang_fang), token(), cast.civil_affairs.id)
    return {"number": made.number}


def secret_mediation(cast: Cast) -> dict[str, Any]:
    return {"secret": add_secret(agreement_of(cast).id)}


def secret_party(cast: Cast) -> dict[str, Any]:
    return {"secret": add_party_secret(agreement_of(cast).id, 2)}


def message_template(cast: Cast) -> dict[str, Any]:
    return {"kind": "answered", "language": "en"}


def secret(cast: Cast) -> dict[str, Any]:
    return {"secret": asked(cast).secret}


def secret_photo(cast: Cast) -> dict[str, Any]:
    return {**secret(cast), "n": 1}


OF_CASES: tuple[Callable[[Cast], dict[str, Any]], ...] = (
    case,
    case_at_home,
    case_photo,
    case_at_triage,
    case_triaged,
    case_to_sign,
    case_escalated,
    case_merged,
    batch,
    case_referred,
    case_exclusion_asked,
    case_contested,
    case_insisted,
    case_pending_asked,
    case_pending,
    case_paused,
    case_asking_for_time,
    case_whistled,
    whistle,
    case_where_one_cannot_come,
    case_objected,
    letter,
    letter_batch,
    mediation,
    mediation_begun,
    secret_mediation,
    secret_party,
    message_template,
    secret,
    secret_photo,
)
