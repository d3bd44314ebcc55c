"""Routes of goals; included by `config` under `goals/`."""

from django.urls import path

from huisheng.goals.views import coverage

app_name = "goals"

urlpatterns = [
    path("coverage", coverage.coverage, name="coverage"),
]
