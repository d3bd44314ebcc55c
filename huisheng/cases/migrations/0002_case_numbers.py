from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    """Case numbers come from a sequence: no lock that two residents would wait for; gaps do not matter."""

    dependencies: ClassVar = [("cases", "0001_initial")]

    operations: ClassVar = [
        migrations.RunSQL("CREATE SEQUENCE lookup_case_number", "DROP SEQUENCE lookup_case_number")
    ]
