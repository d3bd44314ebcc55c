from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from huisheng.core.access import functions
from huisheng.people import queries
from huisheng.people.actions.grants import ask_for_role, confirm_role, refuse_role
from huisheng.people.forms import AskRoleForm
from huisheng.people.models import Account, RoleGrant
from huisheng.people.refusals import Refused
from huisheng.people.viewer import viewer_of
from huisheng.people.views.confirming import confirm


@functions("administer")
def index(request: HttpRequest) -> HttpResponse:
    """Roles and deputies that were asked for and wait for a second administrator."""
    context = {
        "grants": queries.waiting_grants(),
        "deputies": queries.waiting_absences(),
        "viewer": viewer_of(request),
    }
    return render(request, "people/grants.html", context)


@functions("administer")
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a role for somebody."""
    account = get_object_or_404(Account.objects.select_related("person"), pk=pk)
    form = AskRoleForm(request.POST or None)
    if form.is_valid():
        try:
            ask_for_role(account.person, actor=viewer_of(request), **form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field, str(refused))
        else:
            messages.success(request, _("已提出。等另一名管理员确认以后生效。"))
            return redirect("people:account", pk=pk)
    status = 422 if form.errors else 200
    return render(request, "people/grant_new.html", {"form": form, "account": account}, status=status)


@functions("administer")
def confirmation(request: HttpRequest, pk: int) -> HttpResponse:
    grant = _grant(pk)

    def act() -> HttpResponse:
        confirm_role(grant, actor=viewer_of(request))
        messages.success(request, _("角色已生效。"))
        return redirect("people:grants")

    return confirm(
        request,
        act,
        title=_("确认给 %(name)s 这个角色") % {"name": grant.person.name},
        words=_sentence(grant),
        button=_("确认"),
        back=reverse("people:grants"),
    )


@functions("administer")
def refusal(request: HttpRequest, pk: int) -> HttpResponse:
    grant = _grant(pk)

    def act() -> HttpResponse:
        refuse_role(grant, actor=viewer_of(request))
        messages.success(request, _("没有给这个角色。"))
        return redirect("people:grants")

    return confirm(
        request,
        act,
        title=_("不给 %(name)s 这个角色") % {"name": grant.person.name},
        words=_sentence(grant),
        button=_("不给"),
        back=reverse("people:grants"),
        danger=True,
    )


def _grant(pk: int) -> RoleGrant:
    return get_object_or_404(
        RoleGrant.objects.select_related("person", "role", "asked_by", "replaces__person", *queries.PLACES),
        pk=pk,
    )


def _sentence(grant: RoleGrant) -> str:
    said = _("%(place)s · %(role)s，由 %(asked_by)s 提出。") % {
        "place": grant.place,
        "role": grant.role.label,
        "asked_by": grant.asked_by or _("服务器管理者"),
    }
    if grant.replaces is None:
        return said
    return said + _("确认以后，%(name)s 的这个角色结束。") % {"name": grant.replaces.person.name}
