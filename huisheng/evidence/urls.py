"""Files of the log; included by `config` under `log/`. The page that tells people about it is the portal's."""

from django.urls import path

from huisheng.evidence import views

app_name = "evidence"

urlpatterns = [
    path("checkpoint", views.checkpoint, name="checkpoint"),
    path("key", views.key, name="key"),
    path("tile/entries/<path:place>", views.entries, name="entries"),
    path("tile/<int:level>/<path:place>", views.tile, name="tile"),
    path("openings/index.json", views.openings_index, name="openings_index"),
    path("openings/list.<int:version>.json", views.listing, name="listing"),
    path("openings/<str:name>.<int:version>.jsonl", views.opening, name="opening"),
]
