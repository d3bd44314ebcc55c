"""Codes of the second factor, each of which is good once (RFC 6238, section 5.2)."""

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt
from django.db import transaction

from huisheng.people.models import Account


@transaction.atomic
def use_code(account: Account, code: str) -> Authenticator | None:
    """The factor that the code belongs to, with the code used up; none when it is wrong or was used before.

    The last step that was used is kept with the factor, so that a code seen over a shoulder is good for
    nothing, whichever web process it is shown to.
    """
    kept = Authenticator.objects.select_for_update().filter(user=account)
    for factor in kept.exclude(type=Authenticator.Type.WEBAUTHN):
        if factor.type == Authenticator.Type.TOTP:
            fits = _use_step(factor, code)
        else:
            fits = RecoveryCodes(factor).validate_code(code)
        if fits:
            factor.user = account
            return factor
    return None


def _use_step(factor: Authenticator, code: str) -> bool:
    secret = decrypt(factor.data["secret"])
    digits = "".join(code.split())
    for step in totp.yield_hotp_counters_from_time():
        if totp.format_hotp_value(totp.hotp_value(secret, step)) == digits:
            if step <= factor.data.get("last_step", 0):
                return False
            factor.data["last_step"] = step
            factor.save(update_fields=["data"])
            return True
    return False
