"""Addresses of everything; each app says what lies below its own."""

from django.urls import include, path

from huisheng.config import health

handler400 = "huisheng.ui.views.errors.bad_request"
handler403 = "huisheng.ui.views.errors.forbidden"
handler404 = "huisheng.ui.views.errors.not_found"
handler500 = "huisheng.ui.views.errors.server_error"

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("", include("huisheng.portal.urls")),
    path("desk/", include("huisheng.desk.urls")),
    path("goals/", include("huisheng.goals.urls")),
    path("messages/", include("huisheng.outbox.urls")),
    path("cases/", include("huisheng.cases.urls")),
    path("people/", include("huisheng.people.urls")),
    path("log/", include("huisheng.evidence.urls")),
    path("look/", include("huisheng.ui.urls")),
]
