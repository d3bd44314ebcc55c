"""The network as files: out as a workbook or GeoJSON, in with a look at what would change first."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from tempfile import TemporaryFile
from typing import Any, BinaryIO

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from huisheng.core import clock
from huisheng.core.access import functions
from huisheng.desk.exchange_forms import MembersForm, UploadForm
from huisheng.desk.permissions import may_keep_all, may_keep_members, may_open_import
from huisheng.desk.views.keeping import WRONG, require
from huisheng.network.actions.take_in import KEPT, PENDING, look, offer
from huisheng.network.files.shapes import WITH_SHAPES
from huisheng.network.files.writing import (
    further_workbook,
    network_workbook,
    template_workbook,
    write_geojson,
)
from huisheng.network.jobs import look_at_import
from huisheng.network.kinds import KINDS
from huisheng.network.models import Import
from huisheng.people.actions.export_members import note_export
from huisheng.people.queries import names_of_accounts
from huisheng.people.queries_of_roster import latest_exports
from huisheng.people.roster.rows import KIND as ROSTER_KIND
from huisheng.people.viewer import Viewer, viewer_of
from huisheng.ui.views.sent_from import sent_from

# Larger files take longer to read than a page may take: a worker reads them.
READ_AT_ONCE = 1_000_000
SHOWN = 20
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
GEOJSON = "application/geo+json"


@functions("keep", "members")
@never_cache
def exchange(request: HttpRequest) -> HttpResponse:
    """Files out, a file in, what waits to be confirmed, and what was taken in lately."""
    viewer = viewer_of(request)
    require(may_keep_all(viewer) or may_keep_members(viewer))
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        if form.is_valid():
            return redirect("desk:import", pk=_taken_up(form, viewer).pk)
        return render(request, "desk/exchange.html", _context(viewer, form), status=WRONG)
    return render(request, "desk/exchange.html", _context(viewer, UploadForm()))


@functions("keep")
@never_cache
def workbook(request: HttpRequest) -> HttpResponse:
    """Everything, as it is now."""
    require(may_keep_all(viewer_of(request)))
    return _download(network_workbook, "network", "xlsx", XLSX)


@functions("members")
@never_cache
@sent_from("desk:exchange")
def members(request: HttpRequest) -> HttpResponse:
    """The register of members, for a reason that is kept; on request with the whole network."""
    viewer = viewer_of(request)
    require(may_keep_members(viewer))
    form = MembersForm(request.POST)
    if not form.is_valid():
        return render(request, "desk/exchange.html", _context(viewer, UploadForm(), form), status=WRONG)
    whole = form.cleaned_data["whole"] and may_keep_all(viewer)
    write = partial(network_workbook if whole else further_workbook, further=[ROSTER_KIND.name])
    response = _download(write, "network-members" if whole else "members", "xlsx", XLSX)
    note_export(viewer, form.cleaned_data["reason"])
    return response


@functions("keep", "members")
@never_cache
def template(request: HttpRequest) -> HttpResponse:
    """The same without rows, with examples."""
    viewer = viewer_of(request)
    require(may_keep_all(viewer) or may_keep_members(viewer))
    return _download(template_workbook, "network-template", "xlsx", XLSX)


@functions("keep")
@never_cache
def land(request: HttpRequest, kind: str) -> HttpResponse:
    """Areas or plots as GeoJSON."""
    require(may_keep_all(viewer_of(request)))
    if kind not in WITH_SHAPES:
        raise Http404
    return _download(partial(write_geojson, KINDS[kind]), kind, "geojson", GEOJSON)


def _taken_up(form: UploadForm, viewer: Viewer) -> Import:
    file, asked = form.cleaned_data["file"], form.cleaned_data
    import_ = offer(
        file.name,
        file.read(),
        actor=viewer.account_id,
        coordinates=asked["coordinates"],
        partly=form.partly,
        may_be_network=may_keep_all(viewer),
        may_be_personal=may_keep_members(viewer),
    )
    if import_.size > READ_AT_ONCE:
        look_at_import.defer(import_id=str(import_.pk))
        return import_
    return look(import_.pk)


def _context(viewer: Viewer, form: UploadForm, members: MembersForm | None = None) -> dict[str, Any]:
    waiting = list(
        Import.objects.light().filter(state__in=(*PENDING, Import.State.TAKING)).order_by("-at")[:SHOWN]
    )
    states = (Import.State.TAKEN, Import.State.UNDONE)
    taken = list(Import.objects.light().filter(state__in=states).order_by("-taken_at")[:SHOWN])
    accounts = {account for each in (*waiting, *taken) for account in (each.by, each.taken_by) if account}
    names = names_of_accounts(accounts)
    return {
        "form": form,
        "keeps_all": may_keep_all(viewer),
        "members": (members or MembersForm()) if may_keep_members(viewer) else None,
        "exports": latest_exports() if may_keep_members(viewer) else [],
        "waiting": [(each, names.get(each.by or 0, ""), may_open_import(viewer, each)) for each in waiting],
        "taken": [(each, names.get(each.taken_by or 0, ""), may_open_import(viewer, each)) for each in taken],
        "hours": KEPT // timedelta(hours=1),
        "now": clock.now(),
    }


def _download(write: Callable[[BinaryIO], None], name: str, suffix: str, kind: str) -> HttpResponse:
    """The file that `write` makes, on disk while it grows; packed it is some megabytes."""
    with TemporaryFile() as file:
        write(file)
        file.seek(0)
        content = file.read()
    return attached(content, f"{name}-{clock.today().isoformat()}.{suffix}", kind)


def attached(content: bytes, name: str, kind: str) -> HttpResponse:
    """A file to keep, not to show."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
