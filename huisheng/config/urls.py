"""Addresses of everything; each app says what lies below its own."""

from importlib.util import find_spec

from django.urls import include, path

from huisheng.config import health

SECTIONS = (
    ("", "huisheng.portal.urls"),
    ("desk/", "huisheng.desk.urls"),
    ("cases/", "huisheng.cases.urls"),
    ("network/", "huisheng.network.urls"),
    ("people/", "huisheng.people.urls"),
    ("look/", "huisheng.ui.urls"),
)

handler400 = "huisheng.ui.views.errors.bad_request"
handler403 = "huisheng.ui.views.errors.forbidden"
handler404 = "huisheng.ui.views.errors.not_found"
handler500 = "huisheng.ui.views.errors.server_error"

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    *(path(prefix, include(module)) for prefix, module in SECTIONS if find_spec(module)),
]
