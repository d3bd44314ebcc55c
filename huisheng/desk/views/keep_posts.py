"""Filling a post that nobody holds: the secretary of an organisation, the person of a hub household."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from huisheng.core import clock
from huisheng.core.access import functions
from huisheng.desk.permissions import may_keep_area, may_keep_unit
from huisheng.desk.person_forms import FillForm
from huisheng.desk.queries import lacks
from huisheng.desk.queries.people_at import posts_at
from huisheng.desk.views.keeping import DONE, did, require
from huisheng.network.models import Organisation, UnitKind
from huisheng.network.tree import tree
from huisheng.people.actions.succession import fill_place
from huisheng.people.models import Role
from huisheng.people.queries_of_teams import last_post_at
from huisheng.people.viewer import viewer_of


@functions("keep")
@never_cache
def secretary(request: HttpRequest, code: str) -> HttpResponse:
    """Appoint the secretary of an organisation that has none."""
    found = get_object_or_404(Organisation, code=code)
    require(may_keep_area(viewer_of(request), found.area_id))
    return _fill(request, "secretary", found, "desk:organisation", organisation_id=found.pk)


@functions("keep")
@never_cache
def hub_household(request: HttpRequest, code: str) -> HttpResponse:
    """Appoint who opens their door as a hub household."""
    unit = tree().by_code(code)
    if unit is None or unit.kind != UnitKind.HUB:
        raise Http404
    require(may_keep_unit(viewer_of(request), unit.id))
    return _fill(request, "hub_household", unit, "desk:unit", unit_id=unit.id)


def _fill(request: HttpRequest, code: str, place: Any, back: str, **place_id: int) -> HttpResponse:
    """The form, and the act; then back to the place."""
    role = Role.objects.get(pk=code)
    begun = {"day": clock.today(), "seen": last_post_at(**place_id)}
    form = FillForm(request.POST or None, initial=begun)
    viewer = viewer_of(request)

    def act() -> None:
        values = form.cleaned_data
        fill_place(role, form.who(), day=values["day"], seen=values["seen"], actor=viewer, **place_id)

    status = did(form, act) if request.method == "POST" else 200
    if status == DONE:
        lacks.forget()
        name = form.cleaned_data["name"]
        messages.success(request, _("%(name)s 是%(role)s了。") % {"name": name, "role": role.label})
        return redirect(back, code=place.code)
    names = {f"{key.removesuffix('_id')}": value for key, value in place_id.items()}
    present = [post for post in posts_at(**names) if post.role == role.label]
    context = {"form": form, "role": role, "place": place, "back": back, "present": present}
    return render(request, "desk/keep_post.html", context, status=status)
