"""Where gateways say what became of a message (docs/reference/message-gateway.md)."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import is_aware
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from huisheng.core.access import public
from huisheng.outbox.actions.report import BadSignature, Report, Unknown, check_signature, take_report
from huisheng.outbox.models.message import Channel

LARGEST = 4096
STATUSES = {"delivered": True, "failed": False}


@public
@csrf_exempt
@require_POST
def reports(request: HttpRequest) -> HttpResponse:
    """One signed delivery report: 204 taken (again, too), 400 not signed or unreadable, 404 none of ours."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST:
        return HttpResponse(status=413)
    headers = request.headers
    try:
        check_signature(
            request.body, headers.get("Huisheng-Timestamp", ""), headers.get("Huisheng-Signature", "")
        )
        said = json.loads(request.body)
        take_report(_report(said), _moment(said))
    except BadSignature:
        return HttpResponse("signature", status=400, content_type="text/plain")
    except Unknown:
        return HttpResponse(status=404)
    except (ValueError, KeyError, TypeError, AttributeError):
        return HttpResponse("unreadable", status=400, content_type="text/plain")
    return HttpResponse(status=204)


def _report(said: dict[str, Any]) -> Report:
    message, _, channel = str(said["key"]).partition(".")
    return Report(UUID(message), Channel(channel), STATUSES[said["status"]])


def _moment(said: dict[str, Any]) -> datetime | None:
    """When it arrived, where the gateway says so with a time zone."""
    if "at" not in said:
        return None
    at = datetime.fromisoformat(str(said["at"]))
    return at if is_aware(at) else None
