"""Every read of persons, accounts and appointments that others may use."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from huisheng.core import clock
from huisheng.people.models import (
    Absence,
    AbsenceRequest,
    Account,
    Appointment,
    Invitation,
    Member,
    Person,
    Role,
    RoleGrant,
    Subject,
)
from huisheng.people.subjects import SubjectKey, unwrap

PLACES = ("unit", "organisation", "area", "plot")


def appointments_at(
    *,
    unit: int | None = None,
    organisation: int | None = None,
    area: int | None = None,
    plot: int | None = None,
) -> QuerySet[Appointment]:
    """Appointments in force today at one place, with person and role, by the order of roles."""
    place = {"unit": unit, "organisation": organisation, "area": area, "plot": plot}
    chosen = {name: value for name, value in place.items() if value is not None}
    return (
        Appointment.objects.in_force(clock.today())
        .filter(**chosen)
        .select_related("person", "role")
        .order_by("role__position", "person__name", "id")
    )


def holders(role: str, units: Iterable[int]) -> QuerySet[Appointment]:
    """Appointments in force today to one role at the units, with their persons."""
    return (
        Appointment.objects.in_force(clock.today())
        .filter(role=role, unit__in=list(units))
        .select_related("person")
        .order_by("unit_id", "id")
    )


def roles_held_at(unit: int) -> list[str]:
    """Codes of the roles with access to matters that somebody holds today at exactly this unit."""
    held = Appointment.objects.in_force(clock.today()).filter(unit=unit, role__kind=Role.Kind.CASES)
    return list(held.order_by("role_id").values_list("role_id", flat=True).distinct())


def who_hold(function: str, *, units: Iterable[int], plot: int | None = None) -> dict[int, str]:
    """Names by id of the persons who hold the function today at one of the units, or at the plot."""
    at = Q(unit__in=list(units)) | (Q(plot=plot) if plot is not None else Q())
    return dict(
        Appointment.objects.in_force(clock.today())
        .filter(at, role__functions__function=function)
        .order_by("person__name", "person_id")
        .values_list("person_id", "person__name")
    )


def posts_without_person(units: Iterable[int], roles: Iterable[str]) -> list[tuple[int, str]]:
    """Pairs of unit and role, of those given, that nobody holds today."""
    unit_ids, role_codes = list(units), list(roles)
    held = set(
        Appointment.objects.in_force(clock.today())
        .filter(unit__in=unit_ids, role__in=role_codes)
        .values_list("unit_id", "role_id")
    )
    return [(unit, role) for unit in unit_ids for role in role_codes if (unit, role) not in held]


def organisations_without_secretary(organisations: Iterable[int]) -> list[int]:
    """Of the organisations given, those that have no secretary today."""
    ids = list(organisations)
    held = set(
        Appointment.objects.in_force(clock.today())
        .filter(organisation__in=ids, role="secretary")
        .values_list("organisation_id", flat=True)
    )
    return [organisation for organisation in ids if organisation not in held]


def member_counts(organisations: Iterable[int]) -> dict[int, int]:
    """Active members by organisation; organisations without any are left out."""
    rows = Member.objects.filter(organisation__in=list(organisations), state=Member.State.ACTIVE)
    return dict(rows.values_list("organisation_id").annotate(count=Count("id")).order_by())


def names_of_accounts(accounts: Iterable[int]) -> dict[int, str]:
    """Persons' names by account id, for timelines and logs. One statement."""
    rows = Account.objects.filter(id__in=set(accounts)).values_list("id", "person__name")
    return dict(rows)


def posts_of_accounts(accounts: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """Posts with rights in force today by account id: role and place, no person's name. One statement."""
    rows = (
        Appointment.objects.in_force(clock.today())
        .filter(person__account__in=set(accounts))
        .exclude(kind=Role.Kind.TEAM)
        .order_by("role__position", "id")
        .values_list("person__account", "role__name", *(f"{place}__name" for place in PLACES))
    )
    posts: dict[int, tuple[str, ...]] = {}
    for account, role, *places in rows:
        place = next((name for name in places if name), "")
        posts[account] = (*posts.get(account, ()), f"{place} {role}".strip())
    return posts


def names_of_persons(persons: Iterable[int]) -> dict[int, str]:
    """Names by person id. One statement."""
    return dict(Person.objects.filter(id__in=set(persons)).values_list("id", "name"))


def subject_key(subject_id: UUID) -> SubjectKey | None:
    """The subject's data key; none when the subject was erased or never was. One statement."""
    return subject_keys([subject_id]).get(subject_id)


def subject_keys(subjects: Iterable[UUID]) -> dict[UUID, SubjectKey]:
    """Data keys of the subjects that are not erased. One statement."""
    rows = Subject.objects.filter(id__in=set(subjects), erased_at__isnull=True).values_list(
        "id", "key_wrapped"
    )
    return {subject: unwrap(subject, bytes(wrapped)) for subject, wrapped in rows if wrapped is not None}


def left_contact(subject_id: UUID, index: bytes) -> bool:
    """Whether this subject left the contact with this blind index (`subjects.contact_index`)."""
    return Subject.objects.filter(id=subject_id, contact_index=index).exists()


def contact_kinds(subjects: Iterable[UUID]) -> dict[UUID, str]:
    """How each subject can be reached (`phone`, `email`, `none`), without the contact itself."""
    return dict(Subject.objects.filter(id__in=set(subjects)).values_list("id", "contact_kind"))


def with_telephone(subject: OuterRef) -> Exists:
    """A condition for other tables: the subject whose bare id they hold left a telephone number."""
    return Exists(Subject.objects.filter(id=subject, contact_kind=Subject.Kind.PHONE, erased_at__isnull=True))


def accounts(words: str = "", *, ended: bool = False) -> QuerySet[Account]:
    """Accounts by name, with persons and posts in force; `words` looks in name and login."""
    today = Appointment.objects.in_force(clock.today()).exclude(kind="team")
    factors = Authenticator.objects.filter(user=OuterRef("pk"), type__in=["totp", "webauthn"])
    found = (
        Account.objects.filter(is_active=not ended)
        .select_related("person")
        .annotate(has_factor=Exists(factors))
        .prefetch_related(
            Prefetch(
                "person__appointments",
                today.select_related("role", *PLACES).order_by("role__position", "id"),
                to_attr="posts_in_force",
            )
        )
        .order_by("person__name", "id")
    )
    for word in words.split():
        found = found.filter(Q(person__name__icontains=word) | Q(login__icontains=word.lower()))
    return found


def people_called(words: str) -> QuerySet[Account]:
    """Accounts in force with exactly this login or this person's name."""
    return Account.objects.filter(
        Q(login=words.strip().lower()) | Q(person__name=words.strip()), is_active=True
    ).select_related("person")


def posts_of(person: int) -> QuerySet[Appointment]:
    """All appointments of a person, those in force and to come first."""
    return (
        Appointment.objects.filter(person=person)
        .select_related("role", *PLACES)
        .prefetch_related(Prefetch("absences", _coming_absences()))
        .order_by("-since", "id")
    )


def deputising(person: int, day: date) -> QuerySet[Absence]:
    """Absences, today and to come, in which the person stands in for somebody."""
    return (
        Absence.objects.filter(deputy=person, until__gt=day)
        .select_related("absent", "appointment__role", *(f"appointment__{place}" for place in PLACES))
        .order_by("since")
    )


def _coming_absences() -> QuerySet[Absence]:
    return Absence.objects.filter(until__gt=clock.today()).select_related("deputy").order_by("since")


def waiting_grants() -> QuerySet[RoleGrant]:
    """Grants that were asked for and wait for a second person, the oldest first."""
    return (
        RoleGrant.objects.filter(confirmed_at__isnull=True, refused_at__isnull=True)
        .select_related("person", "role", "asked_by", *PLACES)
        .order_by("asked_at")
    )


def waiting_absences() -> QuerySet[AbsenceRequest]:
    """Deputies whom an administrator named and who wait for a second one, the oldest first."""
    return (
        AbsenceRequest.objects.filter(confirmed_at__isnull=True, refused_at__isnull=True)
        .select_related(
            "deputy",
            "asked_by",
            "appointment__person",
            "appointment__role",
            *(f"appointment__{place}" for place in PLACES),
        )
        .order_by("asked_at")
    )


def open_invitation(token_hash: bytes) -> Invitation | None:
    """The invitation behind a link, while it can still be used."""
    return (
        Invitation.objects.filter(
            token_hash=token_hash,
            used_at__isnull=True,
            withdrawn_at__isnull=True,
            expires_at__gt=clock.now(),
            account__is_active=True,
        )
        .select_related("account__person")
        .first()
    )


def has_factor(account: Account) -> bool:
    """Whether the account has an app or a passkey as its second factor."""
    return bool(Authenticator.objects.filter(user=account, type__in=["totp", "webauthn"]).exists())


def last_invitation(account: Account) -> Invitation | None:
    """The newest link that was given out for the account."""
    return account.invitations.order_by("-made_at").select_related("made_by").first()


def givers_of_password(account: Account) -> set[int | None]:
    """Persons whose link set the present password, or still can set the next one. None: the server itself."""
    links = account.invitations.filter(withdrawn_at__isnull=True)
    used = links.filter(used_at__isnull=False).order_by("-used_at").values_list("made_by", flat=True)[:1]
    opening = links.filter(used_at__isnull=True, expires_at__gt=clock.now()).values_list("made_by", flat=True)
    return {*used, *opening}


def roles_with_account() -> QuerySet[Role]:
    """Roles that are held with an account, in their order."""
    return Role.objects.exclude(kind=Role.Kind.TEAM).order_by("position")


def demo_posts(login: str | None = None) -> list[Appointment]:
    """Posts of the demo's accounts in the order in which they were made, or of one account."""
    found = (
        Appointment.objects.in_force(clock.today()).filter(person__account__demo=True).exclude(kind="team")
    )
    if login:
        found = found.filter(person__account__login=login)
    return list(found.select_related("person__account", "role", "unit").order_by("id"))


def administers(person: int) -> bool:
    """Whether the person administers today."""
    return Appointment.objects.in_force(clock.today()).filter(person=person, kind="administer").exists()


def active_administrators() -> int:
    """How many persons with an account in force administer today."""
    return (
        Appointment.objects.in_force(clock.today())
        .filter(kind="administer", person__account__is_active=True, grant__confirmed_at__isnull=False)
        .values("person")
        .distinct()
        .count()
    )
