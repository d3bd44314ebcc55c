"""Taking a matter in: the front door of everything (domain.md D24, collect).

One transaction of few statements: the handles (number, secret, client key), the data subject when there is
something personal, the case, its events, its words, the audit, the job. When category and place say who is
responsible, the catalogue triages and assigns at once; else the case waits at a desk with the reason said.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from huisheng.cases.actions.assign import assign_by_catalogue
from huisheng.cases.actions.course import Actor, Course
from huisheng.cases.actions.handles import claim, new_secret, number_prefix
from huisheng.cases.actions.join import join
from huisheng.cases.actions.number import check_is_theirs
from huisheng.cases.actions.photos import Picture, keep_pictures
from huisheng.cases.actions.several import locked
from huisheng.cases.actions.timing import due
from huisheng.cases.events import CaseReceived
from huisheng.cases.models import Case, CaseEvent, Handle
from huisheng.cases.models.codes import Channel, DeskReason, Urgency, WordsKind
from huisheng.cases.models.transitions import Act, Clock
from huisheng.cases.queries.alike import may_be_joined
from huisheng.cases.queries.catalogue import catalogue
from huisheng.cases.queries.homes import reads_as_home
from huisheng.cases.queries.routing import Routed, desk_above, desk_for, route
from huisheng.cases.queries.titles import title_of
from huisheng.core import clock
from huisheng.core.events import announce
from huisheng.core.ids import uuid7
from huisheng.core.pipeline import pipelined
from huisheng.core.rate import count_request
from huisheng.network.tree import tree
from huisheng.people.actions.subjects import USUAL, Wishes, seal_contact
from huisheng.people.contacts import Contact
from huisheng.people.subjects import SubjectKey

MOST_AN_HOUR = 20


@dataclass(frozen=True)
class Request:
    """What somebody asks for. `contact` and `address` are sealed and never kept in the open.

    `at_home`: it is in a dwelling; then the point is sealed with the address, since it says the same.

    `source` is the network address that a public form came from, empty for staff; more than 20 matters an
    hour from one source are taken in and held for a person to look at. `follows` is the case that the resident
    chose to join (`join`). `secret` is the one that a form carried, so that sending the form twice leads to the
    same receipt; empty: a fresh one is made. `wishes` say how to be told.
    """

    words: str
    key: UUID
    channel: Channel = Channel.WEB
    category_id: int | None = None
    urgency: Urgency = Urgency.NORMAL
    plot_id: int | None = None
    desk_unit_id: int | None = None
    point: tuple[float, float] | None = None
    outside: bool = False
    address: str = ""
    at_home: bool = False
    contact: Contact | None = None
    about_a_unit: bool = False
    accused_unit_id: int | None = None
    secret: str = ""
    source: str = ""
    wishes: Wishes = USUAL
    pictures: tuple[Picture, ...] = ()
    follows: UUID | None = None


@dataclass(frozen=True)
class Receipt:
    """What the resident takes home. `secret` is here once and nowhere else; empty when asked before."""

    case_id: UUID
    number: str
    secret: str
    repeated: bool = False


def ask(request: Request, actor: Actor) -> Receipt:
    """Take the matter in. Asked again under the same key, the first case comes back without its secret.

    `NotTheirNumber` when staff write down a number that is not the resident's.
    """
    check_is_theirs(request.contact, actor.viewer)
    case_id, secret = uuid7(), request.secret or new_secret()
    with transaction.atomic():
        number = _claim(case_id, request, secret)
        if number is None:
            return _receipt_of(request.key)
        case = _write(case_id, number, request, actor)
        announce(CaseReceived(case_id=str(case.id)))
    return Receipt(case.id, number, secret)


def _claim(case_id: UUID, request: Request, secret: str) -> str | None:
    """Reserve client key, number and secret in one statement; None when the client key was used before."""
    return claim(case_id, Handle.Kind.CLIENT, str(request.key), secret, number_prefix(request.plot_id))


def _write(case_id: UUID, number: str, request: Request, actor: Actor) -> Case:
    held = _is_unusual(request.source)
    head = None if held else head_to_join(case_id, request)
    with pipelined():
        told = request.contact or _sealed_place(request)
        key = seal_contact(request.contact, wishes=request.wishes) if told else None
        course = opened(case_id, number, request, actor, key, at=clock.now(), held=held, head=head)
        course.write(new=True)
    keep_pictures(course.case, 1, request.pictures)
    return course.case


def opened(
    case_id: UUID,
    number: str,
    request: Request,
    actor: Actor,
    key: SubjectKey | None,
    *,
    at: datetime,
    held: bool = False,
    head: Case | None = None,
    course_of: type[Course] = Course,
) -> Course:
    """A new matter as far as the catalogue leads it, not written yet: here one, in an import thousands.

    `key` seals the address, `at` is when it was received, `held` sends it to the desk for a person to look at, and
    it follows `head`, if there is one.
    """
    routed = _route(request, held=held)
    case = course_of.CASE(
        id=case_id,
        number=number,
        version=0,
        state="",
        channel=request.channel,
        title=title_of(request.words),
        urgency=request.urgency,
        received_at=at,
        subject_id=key.subject_id if key else None,
        **_point(request),
    )
    course = course_of(case, actor, request.key, at)
    event = _collect(course, request, routed)
    if key is not None and (where := _sealed_place(request)):
        course.say_sealed(event.seq, WordsKind.ADDRESS, where, key)
    if head is not None:
        join(course, head)
    elif routed.reason is None:
        assign_by_catalogue(course, routed)
    return course


def _collect(course: Course, request: Request, routed: Routed) -> CaseEvent:
    """The first event: what was asked, where, and at which desk it waits unless the catalogue knows more."""
    category = catalogue().categories.get(request.category_id or 0)
    desk = routed.unit_id if routed.reason else desk_for(tree(), request.plot_id, request.desk_unit_id)
    at_home = _is_at_home(request)
    return course.step(
        Act.ASK,
        unit_id=desk,
        due_at=due(course.case, Clock.TRIAGE, course.at),
        words=(WordsKind.REQUEST, request.words),
        category_id=category.id if category else None,
        need_class=category.need_class if category else None,
        urgency=request.urgency,
        desk_reason=routed.reason,
        plot_id=request.plot_id,
        at_home=at_home or None,
        about_a_unit=request.about_a_unit or None,
        accused_unit_id=request.accused_unit_id,
        catalogue=catalogue().version or None,
    )


def _is_at_home(request: Request) -> bool:
    """Whether the matter is in a dwelling: said so, or told by a door's number in the address."""
    return request.at_home or reads_as_home(request.address)


def _point(request: Request) -> dict[str, float | None]:
    """Where somebody pointed, as columns of the case; of a home it is sealed (`_sealed_place`).

    In no event: events cannot be erased, and the point is the resident's (docs/decisions/0014-sealed-identity.md).
    """
    longitude, latitude = (None, None) if _is_at_home(request) else request.point or (None, None)
    return {"longitude": longitude, "latitude": latitude}


def _sealed_place(request: Request) -> str:
    """What is sealed of the place: the address; of a home without one, the point that was tapped."""
    if request.address or not request.at_home or request.point is None:
        return request.address
    return "{:.6f}, {:.6f}".format(*request.point)


def head_to_join(case_id: UUID, request: Request) -> Case | None:
    """The case that the resident chose to join, locked, so that it is either not yet answered or not joined.

    None where it cannot be joined any more (answered, merged, found to be about a unit), is not of this place and
    kind, or the matter is in a dwelling: then the new case is one of its own, and nothing of what was said is lost.
    """
    private = request.about_a_unit or _is_at_home(request)
    if request.follows is None or private or request.follows >= case_id:
        return None
    head = locked(Q(pk=request.follows)).get(request.follows)
    fits = head is not None and may_be_joined(head, request.plot_id, request.category_id, clock.now())
    return head if fits else None


def _is_unusual(source: str) -> bool:
    return bool(source) and count_request(source, MOST_AN_HOUR) > MOST_AN_HOUR


def _route(request: Request, *, held: bool) -> Routed:
    network = tree()
    if request.about_a_unit:
        return Routed(desk_above(network, request.accused_unit_id), DeskReason.ABOUT_A_UNIT)
    if held:
        return Routed(desk_for(network, request.plot_id, request.desk_unit_id), DeskReason.UNUSUAL_VOLUME)
    if request.outside:
        return Routed(desk_for(network, None), DeskReason.OUTSIDE)
    return route(
        network,
        catalogue(),
        category_id=request.category_id,
        plot_id=request.plot_id,
        desk_unit_id=request.desk_unit_id,
    )


def _receipt_of(key: UUID) -> Receipt:
    handle = Handle.objects.get(kind=Handle.Kind.CLIENT, value=str(key))
    number = Case.objects.values_list("number", flat=True).get(pk=handle.case_id)
    return Receipt(handle.case_id, number, secret="", repeated=True)
