from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies: ClassVar = [
        ('cases', '0004_catalogue_editions'),
    ]

    operations: ClassVar = [
        migrations.AddField(
            model_name='case',
            name='at_home',
            field=models.BooleanField(default=False),
        ),
    ]
