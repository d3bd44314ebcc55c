"""What the resident holds of the tamper-evident log: the promise of the receipt, and the proof that it was kept."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from huisheng.cases.logged import SOURCE
from huisheng.cases.models import Case
from huisheng.core import clock
from huisheng.evidence.queries.proofs import MERGE_DELAY, index_of, is_kept, promise_of, proof_of
from huisheng.portal.pages import resident_page


@resident_page
@require_safe
def evidence(request: HttpRequest, case: Case, secret: str) -> HttpResponse:
    """In plain words: is it in the log, what may be downloaded, how it is checked. 404 where there is no log."""
    _needs_log()
    by = case.received_at + MERGE_DELAY
    index = index_of(SOURCE, case.id, 1)
    context = {
        "case": case,
        "secret": secret,
        "now": clock.now(),
        "index": index,
        "by": by,
        "late": index is None and by < clock.now(),
    }
    return render(request, "portal/evidence.html", context)


@resident_page
@require_safe
def promise(request: HttpRequest, case: Case, secret: str) -> HttpResponse:
    """The signed promise, as a file to keep."""
    _needs_log()
    text = promise_of(SOURCE, case.id, 1, case.received_at)
    return _file(text.encode(), "promise.txt", "text/plain; charset=utf-8")


@resident_page
@require_safe
def proof(request: HttpRequest, case: Case, secret: str) -> HttpResponse:
    """The proof, as a file to keep; 404 until there is one."""
    _needs_log()
    content = proof_of(SOURCE, case.id)
    if content is None:
        raise Http404
    return _file(content, "proof.json", "application/json")


def _needs_log() -> None:
    if not is_kept():
        raise Http404


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    disposition = f'attachment; filename="{name}"'
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": disposition})
