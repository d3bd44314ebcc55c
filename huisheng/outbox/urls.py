"""Routes of messages: where gateways report, and the wording of what residents are sent."""

from django.urls import path

from huisheng.outbox.views.reports import reports
from huisheng.outbox.views.templates import template, templates

app_name = "outbox"

urlpatterns = [
    path("reports", reports, name="reports"),
    path("templates/", templates, name="templates"),
    path("templates/<slug:kind>/<slug:language>", template, name="template"),
]
