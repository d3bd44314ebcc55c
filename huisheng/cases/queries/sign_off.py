"""Sign-off: how many assignments were accepted in time (indicators.md)."""

from django.db import connection
from django.db.models import QuerySet

from huisheng.cases.models import Case, CaseEvent
from huisheng.cases.models.transitions import Act

LEAVES = (Act.ASSIGN, Act.REASSIGN, Act.ACCEPT, Act.HAND_BACK, Act.TAKE_OVER, Act.ACCUSE)
ASSIGNING = (Act.ASSIGN, Act.REASSIGN)

# What came next after each assignment: only an acceptance before its deadline counts.
COUNTED = """
    SELECT count(*) FILTER (WHERE next_act = %s AND next_at <= due_at), count(*)
    FROM (
        SELECT act, due_at, lead(act) OVER course AS next_act, lead(at) OVER course AS next_at
        FROM ({events}) steps(case_id, seq, act, at, due_at)
        WINDOW course AS (PARTITION BY case_id ORDER BY seq)
    ) assigned
    WHERE act IN (%s, %s)
"""


def signed_off(cases: QuerySet[Case]) -> tuple[int, int]:
    """Assignments of these cases accepted in time, and all of them. One statement."""
    events = CaseEvent.objects.filter(case__in=cases.order_by(), act__in=LEAVES).order_by()
    sql, values = events.values_list("case_id", "seq", "act", "at", "due_at").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(COUNTED.format(events=sql), [Act.ACCEPT.value, *values, *map(str, ASSIGNING)])
        signed, assigned = cursor.fetchone()
    return signed, assigned
