from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from huisheng.core.access import functions, signed_in
from huisheng.people.actions.absences import (
    ask_for_deputy,
    confirm_deputy,
    end_absence,
    refuse_deputy,
    set_absence,
)
from huisheng.people.forms import AbsenceForm
from huisheng.people.models import Absence, AbsenceRequest, Appointment
from huisheng.people.queries import PLACES
from huisheng.people.refusals import Refused
from huisheng.people.viewer import Viewer, viewer_of
from huisheng.people.views.confirming import confirm


@signed_in
def absence(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that one is away from a post, and who stands in; for somebody else, a second one confirms it."""
    viewer = viewer_of(request)
    post = get_object_or_404(
        Appointment.objects.select_related("person__account", "role", "unit", "area"), pk=pk
    )
    _check_concerned(viewer, post.person_id)
    form = AbsenceForm(request.POST or None)
    if form.is_valid():
        try:
            messages.success(request, _named(post, viewer, form))
            return _back(viewer, post)
        except Refused as refused:
            form.add_error(refused.field, str(refused))
    status = 422 if form.errors else 200
    return render(request, "people/absence.html", {"form": form, "post": post}, status=status)


def _named(post: Appointment, viewer: Viewer, form: AbsenceForm) -> str:
    """Do what the form says; what to tell whoever said it."""
    if viewer.person_id == post.person_id:
        set_absence(post, actor=viewer, **form.cleaned_data)
        return _("代班已安排好。")
    ask_for_deputy(post, actor=viewer, **form.cleaned_data)
    return _("已提出。等另一名管理员确认以后生效。")


@functions("administer")
def confirmation(request: HttpRequest, pk: int) -> HttpResponse:
    asked = _asked(pk)

    def act() -> HttpResponse:
        confirm_deputy(asked, actor=viewer_of(request))
        messages.success(request, _("代班已安排好。"))
        return redirect("people:grants")

    return confirm(
        request,
        act,
        title=_("确认由 %(name)s 代班") % {"name": asked.deputy.name},
        words=_sentence(asked),
        button=_("确认"),
        back=reverse("people:grants"),
    )


@functions("administer")
def refusal(request: HttpRequest, pk: int) -> HttpResponse:
    asked = _asked(pk)

    def act() -> HttpResponse:
        refuse_deputy(asked, actor=viewer_of(request))
        messages.success(request, _("没有安排代班。"))
        return redirect("people:grants")

    return confirm(
        request,
        act,
        title=_("不让 %(name)s 代班") % {"name": asked.deputy.name},
        words=_sentence(asked),
        button=_("不安排"),
        back=reverse("people:grants"),
        danger=True,
    )


def _asked(pk: int) -> AbsenceRequest:
    return get_object_or_404(
        AbsenceRequest.objects.select_related(
            "deputy",
            "asked_by",
            "appointment__person",
            "appointment__role",
            *(f"appointment__{place}" for place in PLACES),
        ),
        pk=pk,
    )


def _sentence(asked: AbsenceRequest) -> str:
    return _(
        "代 %(name)s 的班：%(place)s · %(role)s，%(since)s 起，%(until)s 回来，由 %(asked_by)s 提出。"
    ) % {
        "name": asked.appointment.person.name,
        "place": asked.appointment.place,
        "role": asked.appointment.role.label,
        "since": asked.since,
        "until": asked.until,
        "asked_by": asked.asked_by.name,
    }


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
