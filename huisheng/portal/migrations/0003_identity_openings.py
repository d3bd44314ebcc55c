from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies: ClassVar = [
        ('portal', '0002_relay'),
    ]

    operations: ClassVar = [
        migrations.AlterField(
            model_name='sentmessage',
            name='kind',
            field=models.CharField(choices=[('received', 'Received'), ('question', 'Question'), ('answered', 'Answered'), ('resent', 'Resent'), ('relayed', 'Relayed'), ('unsealed', 'Unsealed')], max_length=10),
        ),
    ]
