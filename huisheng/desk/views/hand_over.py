"""Somebody leaves a post: who follows, and what is still theirs. Nothing is left without a person."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from huisheng.core import clock
from huisheng.core.access import functions
from huisheng.desk.actions.hand_over import HandedOver, hand_over
from huisheng.desk.permissions import may_keep_area, may_keep_unit
from huisheng.desk.person_forms import RoleSuccessorForm, SuccessorForm
from huisheng.desk.queries import lacks
from huisheng.desk.queries.still_theirs import still_theirs
from huisheng.desk.views.keeping import DONE, did, require
from huisheng.people.actions.succession import FILLED
from huisheng.people.models import Appointment, Role
from huisheng.people.models.place import PLACES
from huisheng.people.queries_of_teams import others_in_role
from huisheng.people.viewer import Viewer, viewer_of


@functions("keep", "administer")
@never_cache
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand one post over: secretaries and hub households by whoever keeps the place, roles by administrators."""
    post = get_object_or_404(Appointment.objects.select_related("person", "role", *PLACES), pk=pk)
    viewer = viewer_of(request)
    require(may_hand_over(viewer, post))
    kind = SuccessorForm if post.kind == Role.Kind.TEAM else RoleSuccessorForm
    form = kind(request.POST or None, initial={"day": clock.today()})
    come: list[HandedOver] = []

    def act() -> None:
        values = form.cleaned_data
        vacant, day = values["vacant"], values["day"]
        come.append(hand_over(post, form.successor(), vacant=vacant, day=day, actor=viewer))

    status = did(form, act) if request.method == "POST" else 200
    if status != DONE:
        return _show(request, post, form, status)
    lacks.forget()
    messages.success(request, _said(post, come[0]))
    return redirect(_back(post, viewer))


def may_hand_over(viewer: Viewer, post: Appointment) -> bool:
    """Whoever keeps the place, for posts without rights; an administrator, for roles that handle matters."""
    if post.kind == Role.Kind.CASES:
        return viewer.may("administer")
    if post.role_id not in FILLED or not viewer.may("keep"):
        return False
    if post.organisation is not None:
        return may_keep_area(viewer, post.organisation.area_id)
    return post.unit_id is not None and may_keep_unit(viewer, post.unit_id)


def _said(post: Appointment, come: HandedOver) -> str:
    names = {"name": post.person.name, "successor": come.successor, "role": post.role.label}
    if come.waits:
        said = _("已提出由 %(successor)s 接%(role)s，等另一名管理员确认。确认以前还是 %(name)s。")
    elif come.successor:
        said = _("%(role)s已经由 %(successor)s 接了。")
    else:
        said = _("%(name)s 不再是%(role)s。")
    words = [said % names]
    if come.cases:
        words.append(_("指名给他的 %(count)d 件诉求已经交出去。") % {"count": come.cases})
    return "".join(words)


def _back(post: Appointment, viewer: Viewer) -> str:
    if post.kind == Role.Kind.CASES:
        account = getattr(post.person, "account", None)
        return reverse("people:account", args=[account.pk]) if account else reverse("people:accounts")
    if post.organisation is not None:
        return reverse("desk:organisation", args=[post.organisation.code])
    return reverse("desk:unit", args=[post.unit.code])  # type: ignore[union-attr]  # see may_hand_over


def _show(request: HttpRequest, post: Appointment, form: Any, status: int) -> HttpResponse:
    today, viewer = clock.today(), viewer_of(request)
    theirs = still_theirs(post, viewer)
    waiting = post.successions.filter(confirmed_at__isnull=True, refused_at__isnull=True)
    context = {
        "post": post,
        "form": form,
        "theirs": theirs,
        "is_role": post.kind == Role.Kind.CASES,
        "not_alone": others_in_role(post, today),
        "ended": post.until is not None and post.until <= today,
        "waiting": waiting.select_related("person").first(),
        "deputy": post.absences.filter(until__gt=today).select_related("deputy").first(),
        "back": _back(post, viewer),
        "may_hand_over_others": {each.pk for each in theirs.others if may_hand_over(viewer, each)},
        "now": clock.now(),
    }
    return render(request, "desk/hand_over.html", context, status=status)
