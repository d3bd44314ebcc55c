"""What the routes of `access_table.py` are about: each function makes one thing and returns the route's arguments.

To add one, write a function that makes it, belonging to `cast.station` (the unit that is responsible); if units
can be called to it, it calls `cast.civil_affairs`. Its name is what a row's `about` says.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from huisheng.core import clock
from huisheng.network.actions.asked import Asked
from huisheng.network.actions.move_unit import move_unit
from huisheng.network.editing import mark_of
from huisheng.network.models import Change, Entity
from huisheng.people.actions.invitations import invite
from huisheng.people.actions.members import take_in_member
from huisheng.people.models import Absence, AbsenceRequest, Appointment, RoleGrant
from tests.access_things_of_cases import OF_CASES
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


def branch_of_members(cast: Cast) -> dict[str, Any]:
    return {"code": cast.branch.code}


def party_member(cast: Cast) -> dict[str, Any]:
    person, day = add_person("党员乙"), clock.today()
    return {
        "number": take_in_member(person, cast.branch.pk, joined=day, day=day, kind="join", actor=None).number
    }


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
        *OF_CASES,
        example,
        stylesheet,
        invitation,
        no_passkey,
        account,
        appointment,
        absence,
        deputy,
        grant,
        sign,
        district_map,
        unit,
        entity,
        hub,
        secretary,
        plot,
        planned_move,
        organisation,
        area,
        whole_network,
        branch_of_members,
        party_member,
        land,
        goal,
        network_import,
        tile,
        entries,
        openings_list,
        openings_file,
    )
}
