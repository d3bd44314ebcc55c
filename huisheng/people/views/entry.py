from typing import cast

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from huisheng.core.access import public
from huisheng.people import queries
from huisheng.people.actions.invitations import hash_of, use_invitation
from huisheng.people.forms import NewPasswordForm
from huisheng.people.refusals import Refused


@public
@never_cache
@sensitive_post_parameters("password", "again")
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Where the link of an invitation leads: set a password, then the second factor."""
    found = queries.open_invitation(hash_of(token))
    if found is None:
        return render(request, "people/invitation_gone.html", status=410)
    form = NewPasswordForm(request.POST or None, account=found.account)
    if form.is_valid():
        try:
            account = use_invitation(token, form.cleaned_data["password"])
        except Refused:
            return render(request, "people/invitation_gone.html", status=410)
        response = perform_password_login(request, {"username": account.login}, Login(user=account))
        return cast(HttpResponse, response)
    status = 422 if form.errors else 200
    return render(request, "people/invitation.html", {"form": form, "account": found.account}, status=status)
