"""The page of a resident's own matter."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from huisheng.cases.models import Case
from huisheng.cases.models.transitions import Act
from huisheng.cases.queries.resident import Happening, Matter, Photo, matter_of
from huisheng.core import clock
from huisheng.evidence.queries.proofs import is_kept
from huisheng.network.tree import tree
from huisheng.outbox.queries import messages_of
from huisheng.portal.forms import AdditionForm
from huisheng.portal.pages import resident_page
from huisheng.portal.wording.course import lines_of
from huisheng.portal.wording.ends import say_exclusion
from huisheng.portal.wording.standing import standing_of

KEYS = ("addition", "confirmation", "return", "review", "recheck", "back", "unsure", "renewal")


@dataclass(frozen=True)
class Picture:
    """A photo as the `photos` component takes it."""

    n: int
    alt: str


@resident_page
@require_safe
def track(request: HttpRequest, case: Case, secret: str) -> HttpResponse:
    """Who has it, by when, what next, and everything that the resident may do now."""
    return track_page(request, matter_of(case), secret, done=str(request.GET.get("done", "")))


def track_page(
    request: HttpRequest, matter: Matter, secret: str, status: int = 200, **more: Any
) -> HttpResponse:
    """The page, also after an act that could not be done: `news` and `trouble` say why."""
    now = clock.now()
    context = {
        "matter": matter,
        "case": matter.case,
        "secret": secret,
        "now": now,
        "standing": standing_of(matter, now),
        "place": place_of(matter.case),
        "lines": lines_of(matter.happenings),
        "answer": _latest(matter, Act.ANSWER),
        "question": _latest(matter, Act.QUESTION) if matter.case.question_open else None,
        "written": _unanswered(matter),
        "pictures": _pictures(matter),
        "told": messages_of(matter.case.id, matter.case.subject_id) if matter.case.subject_id else [],
        "form": AdditionForm(is_reply=matter.case.question_open or _unanswered(matter) is not None),
        "keys": {name: uuid4() for name in KEYS},
        "exclusion": say_exclusion(matter.case),
        "promised": is_kept(),
        **more,
    }
    return render(request, "portal/track.html", context, status=status)


def place_of(case: Case) -> str:
    """The plot's label; empty when none is known. The address stays sealed, here too."""
    plot = tree().plots.get(case.plot_id) if case.plot_id is not None else None
    return plot.label if plot is not None else ""


def _latest(matter: Matter, act: Act) -> Happening | None:
    return next((happening for happening in matter.happenings if happening.act == act), None)


def _unanswered(matter: Matter) -> Happening | None:
    """What was written to the resident last, while it waits for an answer; None when there is none open."""
    if not matter.case.is_open:
        return None
    spoken = (Act.WRITE, Act.ADD, Act.REPLY)
    last = next((happening for happening in matter.happenings if happening.act in spoken), None)
    return last if last is not None and last.act == Act.WRITE and last.words else None


def _pictures(matter: Matter) -> list[Picture]:
    photos: list[Photo] = [photo for each in reversed(matter.happenings) for photo in each.photos]
    return [
        Picture(photo.n, _("照片 %(number)d") % {"number": number}) for number, photo in enumerate(photos, 1)
    ]
