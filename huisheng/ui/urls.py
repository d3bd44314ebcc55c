"""Routes of the look; included by `config` under `look/`."""

from django.urls import path

from .views.look import example, look
from .views.preferences import preferences
from .views.stylesheet import stylesheet

app_name = "ui"

urlpatterns = [
    path("", look, name="look"),
    path("preferences", preferences, name="preferences"),
    path("<slug:digest>.css", stylesheet, name="stylesheet"),
    path("<slug:name>", example, name="example"),
]
