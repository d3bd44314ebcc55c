"""What the tamper-evident log gets of people: who opened an identity, who gave whom a role (evidence).

Nobody outside can read these leaves; but none can be taken back, and the auditor's page is checked against them.
"""

from huisheng.evidence.sources import NOBODY, EventSource, Found, Row, Table, log_events, moment

SOURCE = "audit"
ACTIONS = (
    "contact_opened",
    "contact_searched",
    "contact_found",
    "subject_erased",
    "first_administrator_made",
    "role_asked",
    "role_confirmed",
    "role_refused",
    "appointment_ended",
    "absence_set",
    "deputy_confirmed",
)


_CONTENT = f"""jsonb_build_object(
  'source', '{SOURCE}', 'id', id, 'at', {moment("at")}, 'actor', actor, 'action', action, 'subject', subject,
  'detail', detail)"""


def register() -> None:
    """Have them logged; called once, when the app is ready."""
    where = f"action IN ({', '.join(repr(action) for action in ACTIONS)})"
    log_events(
        EventSource(SOURCE, Table("core_audit", f"'{NOBODY}'::uuid", "id", _CONTENT, where=where), _rows_of)
    )


def _rows_of(found: list[Found]) -> list[Row]:
    return [Row(*row) for row in found]
