import io

import segno
from allauth.mfa.adapter import get_adapter
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from huisheng.core.access import signed_in
from huisheng.people.second_factor import secret_being_set_up


@signed_in
@never_cache
def totp_qr(request: HttpRequest) -> HttpResponse:
    """The QR code of the secret that is being set up in this session, as an image from here (strict CSP)."""
    secret = secret_being_set_up(request)
    if not secret:
        raise Http404
    image = io.BytesIO()
    segno.make(get_adapter().build_totp_url(request.user, secret), error="m").save(
        image, kind="svg", scale=5, border=4, light="white", xmldecl=False
    )
    return HttpResponse(image.getvalue(), content_type="image/svg+xml")
