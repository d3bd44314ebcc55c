"""Routes of residents. Below `t/<secret>` the secret is all the right there is."""

from django.urls import path

from .api import who
from .views.about import about
from .views.additions import additions
from .views.ask import ask, sign
from .views.copy import copy, copy_as_data
from .views.ends import recheck, review
from .views.erasure import erasure
from .views.evidence import evidence, promise, proof
from .views.goals import goals
from .views.ledger import ledger
from .views.log import log
from .views.lost import find
from .views.mediation import mediation, party
from .views.openings import contact_openings
from .views.photos import photo
from .views.rating import rating
from .views.receipt import receipt
from .views.responsible import responsible
from .views.small import picture, suggest
from .views.times import times
from .views.track import track
from .views.verdict import confirmation, return_
from .views.withdrawal import renewal, withdrawal

app_name = "portal"

urlpatterns = [
    path("", ask, name="ask"),
    path("p/<str:code>", sign, name="sign"),
    path("suggestion", suggest, name="suggestion"),
    path("map/<str:code>.svg", picture, name="map"),
    path("lost", find, name="lost"),
    path("about", about, name="about"),
    path("times", times, name="times"),
    path("pending", ledger, name="ledger"),
    path("targets", goals, name="goals"),
    path("log/", log, name="log"),
    path("who", responsible, name="responsible"),
    path("api/who", who, name="api_who"),
    path("t/<str:secret>", track, name="track"),
    path("t/<str:secret>/receipt", receipt, name="receipt"),
    path("t/<str:secret>/evidence", evidence, name="evidence"),
    path("t/<str:secret>/promise.txt", promise, name="promise"),
    path("t/<str:secret>/proof.json", proof, name="proof"),
    path("t/<str:secret>/additions", additions, name="additions"),
    path("t/<str:secret>/confirmation", confirmation, name="confirmation"),
    path("t/<str:secret>/return", return_, name="return"),
    path("t/<str:secret>/review", review, name="review"),
    path("t/<str:secret>/recheck", recheck, name="recheck"),
    path("t/<str:secret>/rating", rating, name="rating"),
    path("t/<str:secret>/withdrawal", withdrawal, name="withdrawal"),
    path("t/<str:secret>/renewal", renewal, name="renewal"),
    path("t/<str:secret>/erasure", erasure, name="erasure"),
    path("t/<str:secret>/copy", copy, name="copy"),
    path("t/<str:secret>/copy.json", copy_as_data, name="copy_as_data"),
    path("t/<str:secret>/photos/<int:n>", photo, name="photo"),
    path("t/<str:secret>/mediation", mediation, name="mediation"),
    path("m/<str:secret>", party, name="party"),
    path("t/<str:secret>/contact-openings", contact_openings, name="contact_openings"),
]
