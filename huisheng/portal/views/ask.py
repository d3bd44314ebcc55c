"""The front page: ask. One address, one form; which button was pressed says what comes next."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from huisheng.cases.actions.ask import Receipt, Request
from huisheng.cases.actions.ask import ask as take_in
from huisheng.cases.actions.course import RESIDENT
from huisheng.cases.queries.resident import request_words
from huisheng.cases.queries.routing import NoNetwork
from huisheng.cases.slips import new_slip
from huisheng.core.numbers import whole_number
from huisheng.network.nodes import PlotNode
from huisheng.network.points import PointProblem
from huisheng.network.tree import tree
from huisheng.people.actions.subjects import Wishes
from huisheng.portal.callers import address_of
from huisheng.portal.drafts import Draft, fresh_draft, opened_draft, read_draft
from huisheng.portal.forms import AskForm
from huisheng.portal.pages import open_form, see_other
from huisheng.portal.queries.joining import chosen, offers
from huisheng.portal.queries.maps import choice_in, point_at, tapped
from huisheng.portal.views.asking import choosing_page, details_page, words_page
from huisheng.ui.views.errors import page as error_page

Step = Callable[[HttpRequest, Draft], HttpResponse]
POINT_DIGITS = 6


@open_form
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """GET: an empty form, with the place that a link carries. POST: the button `go` says what to do; without
    one nothing is sent yet."""
    if request.method != "POST":
        return words_page(request, opened_draft(request.GET))
    step = STEPS.get(_pressed(request), _to_details)
    return step(request, read_draft(request.POST))


@open_form
@require_http_methods(["GET", "HEAD"])
def sign(request: HttpRequest, code: str) -> HttpResponse:
    """The address on a plot's printed sign: an empty form with the place filled in."""
    plot = tree().plot_by_sign(code)
    if plot is None:
        return words_page(request, fresh_draft(), status=404, unknown_sign=code[:20])
    return words_page(request, fresh_draft(plot))


def _pressed(request: HttpRequest) -> str:
    """The name of the button; a tap on the map and the lists have names of their own."""
    sent = request.POST
    if "tap.x" in sent:
        return "tap"
    for name in ("pick_area", "pick_plot", "only_area"):
        if name in sent:
            return name
    return str(sent.get("go", ""))


def _to_details(request: HttpRequest, draft: Draft) -> HttpResponse:
    form = AskForm(request.POST)
    return words_page(request, draft, form, 422) if "words" in form.errors else details_page(request, draft)


def _choose(request: HttpRequest, draft: Draft) -> HttpResponse:
    return choosing_page(request, draft, str(request.POST.get("pick_area", "")))


def _tap(request: HttpRequest, draft: Draft) -> HttpResponse:
    code = str(request.POST.get("map_of", ""))
    choice = choice_in(code)
    if choice is None:
        return details_page(request, draft)
    point = point_at(choice, _pixel(request, "tap.x"), _pixel(request, "tap.y"))
    found = tapped(choice, point)
    if found is None:
        return choosing_page(request, draft, code, missed=True)
    if isinstance(found, PlotNode):
        lon, lat = (f"{degrees:.{POINT_DIGITS}f}" for degrees in point)
        return details_page(request, draft.at(plot=found.code, lon=lon, lat=lat))
    return choosing_page(request, draft, found.code)


def _pixel(request: HttpRequest, name: str) -> int:
    return whole_number(str(request.POST.get(name, "")), digits=5) or 0


def _meant(request: HttpRequest, draft: Draft) -> HttpResponse:
    """The point that was probably meant: swapped back, or shifted back to WGS84."""
    finding = draft.place().finding
    if finding is None or finding.meant is None:
        return details_page(request, draft)
    lon, lat = (f"{degrees:.{POINT_DIGITS}f}" for degrees in finding.meant)
    return details_page(request, draft.at(lon=lon, lat=lat))


def _send(request: HttpRequest, draft: Draft) -> HttpResponse:
    form = AskForm(request.POST, request.FILES)
    if not form.is_valid():
        draft = draft.changed(left=_good_pictures(form))
        to = words_page if "words" in form.errors else details_page
        return to(request, draft, form, 422)
    if _has_not_seen(draft, form):
        return details_page(request, draft, point_out=True)
    try:
        receipt = take_in(_request(request, draft, form), RESIDENT)
    except NoNetwork:
        return error_page(request, 503, template="portal/no_network.html", words=[draft["words"]])
    if receipt.repeated and request_words(receipt.case_id) != form.cleaned_data["words"]:
        return _said_something_else(request, draft, receipt)
    return see_other("portal:receipt", secret=draft.slip.secret)


def _has_not_seen(draft: Draft, form: AskForm) -> bool:
    """Whether others reported it already and no page has said so yet. Not where pictures would be lost by it."""
    cleaned = form.cleaned_data
    told = draft["offered"] or cleaned["about"] or cleaned["at_home"] or cleaned["photos"]
    return not told and bool(offers(form.place, form.cleaned_data["category_id"]))


def _good_pictures(form: AskForm) -> str:
    """Names of pictures that were sent and are all right: they are lost with the form that was not."""
    return ", ".join(
        str(picture.name) for picture in form.files.getlist("photos") if "photos" not in form.errors
    )


def _request(request: HttpRequest, draft: Draft, form: AskForm) -> Request:
    cleaned, place = form.cleaned_data, form.place
    is_point = place.finding is None or place.finding.problem not in (
        PointProblem.NOT_A_POINT,
        PointProblem.NO_FIX,
    )
    return Request(
        words=cleaned["words"],
        key=draft.slip.key,
        secret=draft.slip.secret,
        category_id=cleaned["category_id"],
        plot_id=place.plot.id if place.plot is not None else None,
        desk_unit_id=place.unit_id,
        point=place.point if is_point else None,
        outside=place.finding is not None,
        address=place.address,
        at_home=cleaned["at_home"],
        contact=cleaned["contact"],
        wishes=Wishes(get_language() or settings.LANGUAGE_CODE, cleaned["by_letter"]),
        about_a_unit=cleaned["about"],
        accused_unit_id=cleaned["accused"] if cleaned["about"] else None,
        source=address_of(request),
        pictures=cleaned["photos"],
        follows=chosen(draft["follow"], place, cleaned["category_id"]),
    )


def _said_something_else(request: HttpRequest, draft: Draft, receipt: Receipt) -> HttpResponse:
    """The form was sent before, and now says something else: neither lost nor taken for the first."""
    earlier = reverse("portal:track", kwargs={"secret": draft.slip.secret})
    again = Draft(new_slip(), draft.values)
    return details_page(request, again, earlier=earlier, earlier_number=receipt.number, status=409)


STEPS: dict[str, Step] = {
    "next": _to_details,
    "back": words_page,
    "look": details_page,
    "choose": _choose,
    "pick_area": _choose,
    "tap": _tap,
    "pick_plot": lambda request, draft: details_page(request, draft.at(plot=str(request.POST["pick_plot"]))),
    "only_area": lambda request, draft: details_page(request, draft.at(area=str(request.POST["only_area"]))),
    "forget": lambda request, draft: details_page(request, draft.at(address="")),
    "meant": _meant,
    "outside": lambda request, draft: details_page(request, draft.changed(outside="1")),
    "send": _send,
}
