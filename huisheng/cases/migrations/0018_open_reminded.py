from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0016_usual_retention'),
        ('cases', '0017_warnings_beside'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('state__in', ['received', 'triaged', 'assigned', 'handling', 'returned', 'answered']), ('reminded_at__isnull', False)), fields=['due_at', 'id'], name='cases_open_reminded'),
        ),
    ]
