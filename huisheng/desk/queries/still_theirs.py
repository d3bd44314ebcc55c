"""What still hangs on somebody who leaves a post: cases by name, plots, hub, other posts, standing in."""

from dataclasses import dataclass

from django.db.models import QuerySet

from huisheng.cases.models import Case
from huisheng.cases.models.transitions import WITH_UNIT, State
from huisheng.cases.permissions import unbarred
from huisheng.cases.queries.people import given_at
from huisheng.core import clock
from huisheng.network.models import Dwelling
from huisheng.network.nodes import PlotNode
from huisheng.network.tree import tree
from huisheng.people.models import Absence, Appointment, Role
from huisheng.people.models.place import PLACES
from huisheng.people.viewer import Viewer, home_units_of


@dataclass(frozen=True)
class StillTheirs:
    """`cases` by name that change hands with the post; `answered` ones that wait for the resident; `plots` of
    the secretary's branch or of the hub; `dwellings` of the hub; other posts; whom they stand in for."""

    cases: int
    answered: int
    plots: list[PlotNode]
    dwellings: int
    others: list[Appointment]
    stands_in: list[Absence]


def still_theirs(post: Appointment, viewer: Viewer) -> StillTheirs:
    """Seven statements at most. Numbers of cases only: who hands over need not see any."""
    today, handles = clock.today(), post.kind == Role.Kind.CASES
    by_name = given_by_name(post, viewer)
    others = (
        Appointment.objects.in_force(today)
        .filter(person=post.person_id)
        .exclude(pk=post.pk)
        .select_related("role", *PLACES)
        .order_by("role__position", "id")
    )
    deputy = Absence.objects.filter(deputy=post.person_id, until__gt=today)
    return StillTheirs(
        cases=by_name.filter(state__in=WITH_UNIT).count() if handles else 0,
        answered=by_name.filter(state=State.ANSWERED).count() if handles else 0,
        plots=_plots(post),
        dwellings=Dwelling.objects.on(today).filter(hub=post.unit_id).count() if _is_hub(post) else 0,
        others=list(others),
        stands_in=list(deputy.select_related("absent")) if handles else [],
    )


def given_by_name(post: Appointment, viewer: Viewer) -> QuerySet[Case]:
    """The cases that the person has by this post, without those that are barred to the viewer: in counts too."""
    return unbarred(viewer).filter(handler_id=post.person_id, unit_id__in=list(units_of_cases(post)))


def units_of_cases(post: Appointment) -> set[int]:
    """The units whose cases the person has by this post and by no other that they hold."""
    if post.kind != Role.Kind.CASES:
        return set()
    others = Appointment.objects.in_force(clock.today()).filter(person=post.person_id, kind=Role.Kind.CASES)
    kept = {unit for other in others.exclude(pk=post.pk) for unit in given_at(home_units_of(other))}
    return given_at(home_units_of(post)) - kept


def _is_hub(post: Appointment) -> bool:
    return post.role_id == "hub_household" and post.unit_id is not None


def _plots(post: Appointment) -> list[PlotNode]:
    plots = (plot for plot in tree().plots.values() if not plot.closed)
    if post.organisation_id is not None:
        return [plot for plot in plots if plot.organisation_id == post.organisation_id]
    return [plot for plot in plots if _is_hub(post) and post.unit_id in plot.hub_ids]
