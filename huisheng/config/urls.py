"""Addresses of everything; each app says what lies below its own."""

from importlib.util import find_spec

from django.urls import include, path
from django.views.i18n import set_language

from huisheng.config import health
from huisheng.core.access import public

SECTIONS = (
    ("", "huisheng.portal.urls"),
    ("desk/", "huisheng.desk.urls"),
    ("cases/", "huisheng.cases.urls"),
    ("network/", "huisheng.network.urls"),
    ("people/", "huisheng.people.urls"),
    ("look/", "huisheng.ui.urls"),
)

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("language", public(set_language), name="set_language"),
    *(path(prefix, include(module)) for prefix, module in SECTIONS if find_spec(module)),
]
