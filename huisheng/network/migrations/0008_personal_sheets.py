"""Files may hold sheets of apps above, which are personal: who may give what in, and lines sealed apart."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("network", "0007_unit_successor")]

    operations = [
        migrations.AddField("import", "may_be_network", models.BooleanField(default=True)),
        migrations.AddField("import", "may_be_personal", models.BooleanField(default=False)),
        migrations.AddField("import", "personal", models.BooleanField(default=False)),
        migrations.AddField("import", "personal_sealed", models.BinaryField(editable=False, null=True)),
    ]
