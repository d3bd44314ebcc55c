"""The register of members on the screen, for whoever keeps it (D7): those of one organisation, and one by one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache

from huisheng.core import clock
from huisheng.core.access import functions
from huisheng.desk.permissions import may_keep_members
from huisheng.desk.views.keeping import require
from huisheng.network.models import Organisation
from huisheng.network.tree import tree
from huisheng.people.actions.read_members import note_list_read, note_member_read
from huisheng.people.queries_of_roster import member_told, members_of
from huisheng.people.viewer import Viewer, viewer_of


@functions("members")
@never_cache
def of_organisation(request: HttpRequest, code: str) -> HttpResponse:
    """Whom an organisation keeps. Each look is on record."""
    viewer = _registrar(request)
    found = get_object_or_404(Organisation.objects.only("pk", "code", "name"), code=code)
    note_list_read(viewer, found.pk)
    context = {"organisation": found, "members": members_of(found.pk), "now": clock.now()}
    return render(request, "desk/members.html", context)


@functions("members")
@never_cache
def member(request: HttpRequest, number: str) -> HttpResponse:
    """One member: branch, posts, the branch's plots, and what happened in the register. Each look is on record."""
    viewer = _registrar(request)
    told = member_told(number)
    if told is None:
        raise Http404
    note_member_read(viewer, told.member.pk)
    branch = told.member.organisation_id
    plots = [plot for plot in tree().plots.values() if plot.organisation_id == branch and not plot.closed]
    context = {"told": told, "member": told.member, "plots": plots, "now": clock.now()}
    return render(request, "desk/member.html", context)


def _registrar(request: HttpRequest) -> Viewer:
    viewer = viewer_of(request)
    require(may_keep_members(viewer))
    return viewer
