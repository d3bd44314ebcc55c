from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from huisheng.core.access import signed_in
from huisheng.people.actions.appointments import end_absence, set_absence
from huisheng.people.forms import AbsenceForm
from huisheng.people.models import Absence, Appointment
from huisheng.people.refusals import Refused
from huisheng.people.viewer import Viewer, viewer_of


@signed_in
def absence(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that one is away from a post, and who stands in."""
    viewer = viewer_of(request)
    post = get_object_or_404(
        Appointment.objects.select_related("person__account", "role", "unit", "area"), pk=pk
    )
    _check_concerned(viewer, post.person_id)
    form = AbsenceForm(request.POST or None)
    if form.is_valid():
        try:
            set_absence(post, actor=viewer, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("代班已安排好。"))
            return _back(viewer, post)
    status = 422 if form.errors else 200
    return render(request, "people/absence.html", {"form": form, "post": post}, status=status)


@signed_in
def ending(request: HttpRequest, pk: int) -> HttpResponse:
    """Back again: the deputy's rights end."""
    viewer = viewer_of(request)
    found = get_object_or_404(
        Absence.objects.select_related(
            "absent", "deputy", "appointment__role", "appointment__person__account"
        ),
        pk=pk,
    )
    _check_concerned(viewer, found.absent_id)
    problem = ""
    if request.method == "POST":
        try:
            end_absence(found, actor=viewer)
        except Refused as refused:
            problem = str(refused)
        else:
            messages.success(request, _("代班已取消。"))
            return _back(viewer, found.appointment)
    return render(
        request,
        "people/absence_ending.html",
        {"absence": found, "problem": problem},
        status=422 if problem else 200,
    )


def _check_concerned(viewer: Viewer, person: int) -> None:
    if viewer.person_id != person and not viewer.may("administer"):
        raise PermissionDenied


def _back(viewer: Viewer, post: Appointment) -> HttpResponse:
    if viewer.person_id == post.person_id:
        return redirect("people:me")
    return redirect("people:account", pk=post.person.account.pk)
