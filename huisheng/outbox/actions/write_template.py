"""Wording a kind of message anew: each saving is a version, and earlier ones stay readable."""

from django.db import IntegrityError, transaction

from huisheng.core import audit
from huisheng.outbox.models import Template
from huisheng.outbox.queries import wording_of
from huisheng.outbox.wording import Wording
from huisheng.people.viewer import Viewer


class Changed(Exception):
    """Somebody else saved a version since the page was opened."""


def write_template(viewer: Viewer, kind: str, language: str, wording: Wording) -> Wording:
    """Save a new version over `wording.version`, the one that the page showed; the same words save nothing.

    `Changed` when that is not the newest any more. Messages made before keep what they say.
    """
    newest = wording_of(kind, language)
    if (newest.subject, newest.sms, newest.letter) == (wording.subject, wording.sms, wording.letter):
        return newest
    if newest.version != wording.version:
        raise Changed(newest.version)
    try:
        with transaction.atomic():
            row = Template.objects.create(
                kind=kind,
                language=language,
                version=newest.version + 1,
                subject=wording.subject,
                sms=wording.sms,
                letter=wording.letter,
                written_by=viewer.account_id,
            )
            audit.record(
                "template_written",
                actor=viewer.account_id,
                subject=f"template:{kind}",
                language=language,
                version=row.version,
            )
    except IntegrityError:
        raise Changed(newest.version) from None
    return Wording(row.subject, row.sms, row.letter, row.version)
