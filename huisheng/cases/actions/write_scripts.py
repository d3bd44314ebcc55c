"""The district writes its own scripts for call-backs."""

from collections.abc import Mapping

from django.db import transaction

from huisheng.cases.models import CallScript
from huisheng.cases.models.codes import Outcome
from huisheng.cases.queries.call_scripts import scripts
from huisheng.core import clock
from huisheng.core.audit import record
from huisheng.people.viewer import Viewer


@transaction.atomic
def write_scripts(viewer: Viewer, texts: Mapping[Outcome, tuple[str, str]]) -> int:
    """Keep the scripts that differ from those that hold; how many. The last who saves is right."""
    held = scripts()
    changed = {outcome: said for outcome, said in texts.items() if said != held[outcome]}
    for outcome, (zh, en) in changed.items():
        CallScript.objects.update_or_create(
            outcome=outcome, defaults={"zh": zh, "en": en, "changed_at": clock.now()}
        )
        record("cases.call_script", actor=viewer.account_id, subject=f"script:{outcome.value}")
    return len(changed)
