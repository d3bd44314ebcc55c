from django.db import migrations, models


class Migration(migrations.Migration):
    """Rules that came by themselves are told from those that an installation loaded. Those of before were loaded."""

    dependencies = [
        ('cases', '0015_mediation'),
    ]

    operations = [
        migrations.AddField(
            model_name='retentionrule',
            name='usual',
            field=models.BooleanField(default=False),
        ),
    ]
