from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies: ClassVar = [
        ('portal', '0001_initial'),
    ]

    operations: ClassVar = [
        migrations.AlterField(
            model_name='sentmessage',
            name='kind',
            field=models.CharField(choices=[('received', 'Received'), ('question', 'Question'), ('answered', 'Answered'), ('resent', 'Resent'), ('relayed', 'Relayed')], max_length=10),
        ),
    ]
