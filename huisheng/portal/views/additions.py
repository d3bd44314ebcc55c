"""More words and pictures from the resident; while a question is open, they are its answer."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from huisheng.cases.actions.course import Token
from huisheng.cases.actions.resident import add_words
from huisheng.cases.models import Case
from huisheng.cases.queries.resident import matter_of
from huisheng.portal.forms import AdditionForm
from huisheng.portal.pages import resident_page, see_other
from huisheng.portal.views.tapping import tapped
from huisheng.portal.views.track import track_page


@resident_page
@require_http_methods(["GET", "HEAD", "POST"])
def additions(request: HttpRequest, case: Case, secret: str) -> HttpResponse:
    """What was written is shown again when a picture is none, or when the matter is closed by now."""
    if request.method != "POST":
        return see_other("portal:track", secret=secret)
    form = AdditionForm(request.POST, request.FILES, is_reply=case.question_open)
    if not form.is_valid():
        return track_page(request, matter_of(case), secret, status=422, form=form)
    words, pictures = form.cleaned_data["words"], form.cleaned_data["photos"]
    done = "replied" if case.question_open else "added"
    return tapped(
        request,
        secret,
        done,
        lambda token: add_words(case.id, Token(token.key), words, pictures),
        form=form,
        kept=words,
    )
