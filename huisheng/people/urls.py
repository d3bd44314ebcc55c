"""Routes of the people app; included by `config` under `people/`.

The names of sign-in are those that allauth looks up, so they stand outside the namespace.
"""

from allauth.account.views import login, logout, password_change, reauthenticate
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.urls import include, path

from huisheng.core.access import public, signed_in
from huisheng.people.views import absences, accounts, entry, grants, me, own_factors

sign_in = [
    path("sign-in", public(login), name="account_login"),
    path("sign-in/second", public(factors.authenticate), name="mfa_authenticate"),
    path("sign-in/passkey", public(passkeys.login_webauthn), name="mfa_login_webauthn"),
    path("sign-out", public(logout), name="account_logout"),
]

own_account = [
    path("me/password", signed_in(password_change), name="account_change_password"),
    path("me/again", signed_in(reauthenticate), name="account_reauthenticate"),
    path("me/again/code", signed_in(factors.reauthenticate), name="mfa_reauthenticate"),
    path("me/again/passkey", signed_in(passkeys.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path("me/factors", signed_in(factors.index), name="mfa_index"),
    path("me/factors/app", signed_in(totp.activate_totp), name="mfa_activate_totp"),
    path("me/factors/app/qr.svg", own_factors.totp_qr, name="mfa_totp_qr"),
    path("me/factors/app/removal", signed_in(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("me/factors/codes", signed_in(recovery.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "me/factors/codes/new",
        signed_in(recovery.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path("me/factors/passkeys", signed_in(passkeys.list_webauthn), name="mfa_list_webauthn"),
    path("me/factors/passkeys/new", signed_in(passkeys.add_webauthn), name="mfa_add_webauthn"),
    path("me/factors/passkeys/<int:pk>", signed_in(passkeys.edit_webauthn), name="mfa_edit_webauthn"),
    path(
        "me/factors/passkeys/<int:pk>/removal",
        signed_in(passkeys.remove_webauthn),
        name="mfa_remove_webauthn",
    ),
]

ours = [
    path("invitations/<str:token>", entry.invitation, name="invitation"),
    path("me", me.me, name="me"),
    path("appointments/<int:pk>/absence", absences.absence, name="absence"),
    path("absence-requests/<int:pk>/confirmation", absences.confirmation, name="deputy_confirmation"),
    path("absence-requests/<int:pk>/refusal", absences.refusal, name="deputy_refusal"),
    path("absences/<int:pk>/ending", absences.ending, name="absence_ending"),
    path("accounts", accounts.index, name="accounts"),
    path("accounts/new", accounts.new, name="account_new"),
    path("accounts/<int:pk>", accounts.account, name="account"),
    path("accounts/<int:pk>/ending", accounts.ending, name="account_ending"),
    path("accounts/<int:pk>/invitation", accounts.invitation, name="account_invitation"),
    path("accounts/<int:pk>/factor-reset", accounts.factor_reset, name="account_factor_reset"),
    path("accounts/<int:pk>/grants/new", grants.ask, name="grant_new"),
    path("appointments/<int:pk>/ending", accounts.appointment_ending, name="appointment_ending"),
    path("grants", grants.index, name="grants"),
    path("grants/<int:pk>/confirmation", grants.confirmation, name="grant_confirmation"),
    path("grants/<int:pk>/refusal", grants.refusal, name="grant_refusal"),
]

urlpatterns = [*sign_in, *own_account, path("", include((ours, "people")))]
