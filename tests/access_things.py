"""What the routes of `access_table.py` are about: each function makes one thing and returns the route's arguments.

To add one, write a function that makes it, belonging to `cast.station` (the unit that is responsible); if units
can be called to it, it calls `cast.civil_affairs`. Its name is what a row's `about` says.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from PIL import Image

from huisheng.cases.actions.call import call_unit
from huisheng.cases.actions.extension import ask_extension
from huisheng.cases.actions.handles import add_party_secret, add_secret
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
from huisheng.network.actions.asked import Asked
from huisheng.network.actions.move_unit import move_unit
from huisheng.network.editing import mark_of
from huisheng.network.models import Change, Entity
from huisheng.people.actions.invitations import invite
from huisheng.people.models import Absence, AbsenceRequest, Appointment, RoleGrant
from tests.cast import Cast, add_person, appoint


def example(cast: Cast) -> dict[str, Any]:
    return {"name": "ask"}


def stylesheet(cast: Cast) -> dict[str, Any]:
    from huisheng.ui.styles import sheet

    return {"digest": sheet().digest}


def invitation(cast: Cast) -> dict[str, Any]:
    return {"token": invite(add_person("新人"), "xin.ren", actor=None).token}


def no_passkey(cast: Cast) -> dict[str, Any]:
    return {"pk": 0}


def account(cast: Cast) -> dict[str, Any]:
    return {"pk": cast.wang_fang.account.pk}


def appointment(cast: Cast) -> dict[str, Any]:
    return {"pk": Appointment.objects.get(person=cast.wang_fang).pk}


def absence(cast: Cast) -> dict[str, Any]:
    post, today = Appointment.objects.get(person=cast.wang_fang), clock.today()
    made = Absence.objects.create(
        appointment=post,
        absent=cast.wang_fang,
        deputy=cast.sun_li,
        since=today,
        until=today + timedelta(days=9),
    )
    return {"pk": made.pk}


def deputy(cast: Cast) -> dict[str, Any]:
    post, today = Appointment.objects.get(person=cast.wang_fang), clock.today()
    made = AbsenceRequest.objects.create(
        appointment=post, deputy=cast.sun_li, since=today, until=today + timedelta(days=9),
        asked_by=cast.feng_guan,
    )  # fmt: skip
    return {"pk": made.pk}


def grant(cast: Cast) -> dict[str, Any]:
    newcomer = add_person("新来", "xin.lai")
    made = RoleGrant.objects.create(
        person=newcomer,
        role_id="station_clerk",
        unit=cast.station,
        since="2026-01-01",
        asked_by=cast.feng_guan,
    )
    return {"pk": made.pk}


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


def sign(cast: Cast) -> dict[str, Any]:
    return {"code": cast.plots[0].sign_code}


def district_map(cast: Cast) -> dict[str, Any]:
    return {"code": "A-district"}


def unit(cast: Cast) -> dict[str, Any]:
    return {"code": cast.station.code}


def entity(cast: Cast) -> dict[str, Any]:
    day = clock.today()
    made = Entity.objects.create(
        name="一家公司",
        sector="enterprise",
        area_id=cast.station.area_id or 0,
        members=1,
        counted_on=day,
        since=day,
    )
    return {"pk": made.pk}


def hub(cast: Cast) -> dict[str, Any]:
    return {"code": cast.hub.code}


def secretary(cast: Cast) -> dict[str, Any]:
    return {"pk": appoint([(add_person("书记甲"), "secretary", cast.branch)])[0].pk}


def plot(cast: Cast) -> dict[str, Any]:
    return {"code": cast.plots[0].code}


def planned_move(cast: Cast) -> dict[str, Any]:
    """The station is to move to another street."""
    asked_for = Asked(None, mark_of(cast.station), clock.today() + timedelta(days=9))
    move_unit(cast.station.pk, cast.other_street.pk, asked_for)
    return {"pk": Change.objects.get(row=cast.station.pk).pk}


def organisation(cast: Cast) -> dict[str, Any]:
    return {"code": cast.branch.code}


def area(cast: Cast) -> dict[str, Any]:
    return {"code": "A-community"}


def whole_network(cast: Cast) -> dict[str, Any]:
    """Nothing in particular: all of it."""
    return {}


def land(cast: Cast) -> dict[str, Any]:
    return {"kind": "plots"}


def goal(cast: Cast) -> dict[str, Any]:
    from huisheng.goals.tests.promises import goal_for

    return {"code": goal_for(cast.station).goal.code}


def network_import(cast: Cast) -> dict[str, Any]:
    from huisheng.network.actions.take_in import offer

    return {"pk": offer("network.xlsx", b"", actor=None).pk}


def tile(cast: Cast) -> dict[str, Any]:
    return {"level": 0, "place": "000.p/1"}


def entries(cast: Cast) -> dict[str, Any]:
    return {"place": "000.p/1"}


def openings_list(cast: Cast) -> dict[str, Any]:
    return {"version": 1}


def openings_file(cast: Cast) -> dict[str, Any]:
    return {"name": "2026-10", "version": 1}


THINGS: dict[str, Callable[[Cast], dict[str, Any]]] = {
    make.__name__: make
    for make in (
        *(whole_network, land, network_import, goal),
        *(letter, letter_batch, message_template),
        *(mediation, secret_mediation, secret_party),
        *(example, stylesheet, invitation, no_passkey, account, appointment, absence, deputy, grant),
        *(case, case_photo, case_at_triage, case_triaged, case_to_sign, case_escalated, case_objected),
        *(case_whistled, whistle, case_where_one_cannot_come),
        *(case_at_home,),
        *(case_merged, batch),
        *(
            case_referred,
            case_exclusion_asked,
            case_contested,
            case_insisted,
            case_pending_asked,
            case_pending,
        ),
        *(case_paused, case_asking_for_time),
        *(tile, entries, openings_list, openings_file),
        *(secret, secret_photo, sign, district_map, entity, unit, plot, organisation, area),
        *(secret, secret_photo, sign, district_map, unit, plot, planned_move, organisation, area),
        *(secret, secret_photo, sign, district_map, entity, hub, secretary, unit, plot, organisation, area),
    )
}
