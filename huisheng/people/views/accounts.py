from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from huisheng.core import clock
from huisheng.core.access import functions
from huisheng.people import queries
from huisheng.people.actions.accounts import end_account, reset_second_factor
from huisheng.people.actions.appointments import end_appointment
from huisheng.people.actions.invitations import Invited, invite, invite_again
from huisheng.people.actions.persons import add_person
from huisheng.people.forms import InviteForm
from huisheng.people.models import Account, Appointment, Role
from huisheng.people.queries_of_teams import others_in_role
from huisheng.people.refusals import Refused
from huisheng.people.viewer import viewer_of
from huisheng.people.views.confirming import confirm

PAGE = 50


@functions("administer")
def index(request: HttpRequest) -> HttpResponse:
    """All accounts by name, with a search; ended ones behind a link."""
    words, ended = request.GET.get("q", ""), "ended" in request.GET
    page = Paginator(queries.accounts(words, ended=ended), PAGE).get_page(request.GET.get("page"))
    waiting = queries.waiting_grants().count() + queries.waiting_absences().count()
    return render(
        request, "people/accounts.html", {"page": page, "words": words, "ended": ended, "waiting": waiting}
    )


@functions("administer")
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """Invite a person; the link is shown this once."""
    form = InviteForm(request.POST or None)
    if form.is_valid():
        try:
            return _show_link(request, _invite(request, **form.cleaned_data))
        except Refused as refused:
            form.add_error(refused.field, str(refused))
    return render(request, "people/account_new.html", {"form": form}, status=422 if form.errors else 200)


@functions("administer")
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """One account: its posts, its state, and what can be done with it."""
    found = _account(pk)
    return render(
        request,
        "people/account.html",
        {
            "account": found,
            "posts": queries.posts_of(found.person_id),
            "deputising": queries.deputising(found.person_id, clock.today()),
            "waiting": queries.waiting_grants().filter(person=found.person_id),
            "has_factor": queries.has_factor(found),
            "invitation": queries.last_invitation(found),
            "today": clock.today(),
            "is_me": found.pk == viewer_of(request).account_id,
        },
    )


@functions("administer")
def ending(request: HttpRequest, pk: int) -> HttpResponse:
    found = _account(pk)

    def act() -> HttpResponse:
        end_account(found, actor=viewer_of(request))
        messages.success(request, _("账户已停用。"))
        return redirect("people:account", pk=pk)

    return confirm(
        request,
        act,
        title=_("停用 %(name)s 的账户") % {"name": found.person.name},
        words=_("马上退出，所有角色今天结束。停用以后不能恢复，要重新邀请。"),
        button=_("停用"),
        back=reverse("people:account", args=[pk]),
        danger=True,
    )


@functions("administer")
@never_cache
def invitation(request: HttpRequest, pk: int) -> HttpResponse:
    found = _account(pk)
    return confirm(
        request,
        lambda: _show_link(request, invite_again(found, actor=viewer_of(request))),
        title=_("给 %(name)s 一个新的密码链接") % {"name": found.person.name},
        words=_("原来的链接作废，正在用的登录会退出。第二道验证不变。"),
        button=_("生成链接"),
        back=reverse("people:account", args=[pk]),
    )


@functions("administer")
def factor_reset(request: HttpRequest, pk: int) -> HttpResponse:
    found = _account(pk)

    def act() -> HttpResponse:
        reset_second_factor(found, actor=viewer_of(request))
        messages.success(request, _("第二道验证已重置。本人下次用密码登录后重新设置。"))
        return redirect("people:account", pk=pk)

    return confirm(
        request,
        act,
        title=_("重置 %(name)s 的第二道验证") % {"name": found.person.name},
        words=_("验证器、通行密钥和备用码都作废。请先确认是本人来要的。"),
        button=_("重置"),
        back=reverse("people:account", args=[pk]),
        danger=True,
    )


@functions("administer")
def appointment_ending(request: HttpRequest, pk: int) -> HttpResponse:
    post = get_object_or_404(
        Appointment.objects.select_related("person__account", "role", *queries.PLACES), pk=pk
    )
    held_by = getattr(post.person, "account", None)
    back = reverse("people:account", args=[held_by.pk]) if held_by else reverse("people:accounts")

    def act() -> HttpResponse:
        end_appointment(post, actor=viewer_of(request))
        messages.success(request, _("角色已结束。"))
        return redirect(back)

    return confirm(
        request,
        act,
        title=_("结束 %(name)s 的角色") % {"name": post.person.name},
        words=_ending_words(post),
        button=_("结束"),
        back=back,
        danger=True,
    )


def _ending_words(post: Appointment) -> str:
    """What ends, and that nobody would be left there, where it is so."""
    place = {"place": post.place, "role": post.role.label}
    said = _("%(place)s · %(role)s，从今天起没有这个角色。") % place
    if post.kind != Role.Kind.CASES or others_in_role(post, clock.today()):
        return said
    return said + _("这里没有别人在这个岗位上：有人接的，请用“交接”。")


@transaction.atomic
def _invite(request: HttpRequest, *, name: str, login: str, phone: str) -> Invited:
    viewer = viewer_of(request)
    return invite(add_person(name, actor=viewer.account_id, phone=phone), login, actor=viewer)


def _show_link(request: HttpRequest, invited: Invited) -> HttpResponse:
    # Not from the Host header: whoever can bend that would be sent the secret.
    link = f"{settings.PUBLIC_ADDRESS}{reverse('people:invitation', args=[invited.token])}"
    found = _account(invited.account.pk)
    return render(request, "people/invited.html", {"link": link, "account": found})


def _account(pk: int) -> Account:
    return get_object_or_404(Account.objects.select_related("person"), pk=pk)
