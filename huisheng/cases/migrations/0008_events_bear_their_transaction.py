from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    """Each event bears the id of its transaction, so that the log's writer passes none over (evidence).

    A default of the column: no act says it, and none has a statement more. Django does not know the column.
    """

    dependencies: ClassVar = [("cases", "0007_clocks_bend")]

    operations: ClassVar = [
        migrations.RunSQL(
            [
                "ALTER TABLE cases_event ADD COLUMN xid xid8 NOT NULL DEFAULT pg_current_xact_id()",
                "CREATE INDEX cases_event_xid ON cases_event (xid, case_id, seq)",
            ],
            [
                "DROP INDEX cases_event_xid",
                "ALTER TABLE cases_event DROP COLUMN xid",
            ],
        )
    ]
