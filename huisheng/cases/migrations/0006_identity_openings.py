from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies: ClassVar = [
        ('cases', '0005_relay'),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name='CaseOpening',
            fields=[
                ('pk', models.CompositePrimaryKey('case_id', 'seq', blank=True, editable=False, primary_key=True, serialize=False)),
                ('seq', models.PositiveIntegerField()),
                ('at', models.DateTimeField()),
                ('until', models.DateTimeField()),
                ('person_id', models.BigIntegerField()),
                ('reason', models.CharField(choices=[('danger', '有人有危险，为了救人'), ('own_request', '按居民本人的要求'), ('legal_order', '依照法律文书调取')], max_length=12)),
                ('authority', models.CharField(blank=True, max_length=80)),
                ('order_number', models.CharField(blank=True, max_length=60)),
                ('order_date', models.DateField(null=True)),
                ('hold_until', models.DateField(null=True)),
                ('case', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='openings', to='cases.case')),
            ],
            options={
                'db_table': 'cases_opening',
                'constraints': [models.CheckConstraint(condition=models.Q(('until__gt', models.F('at'))), name='cases_opening_ends'), models.CheckConstraint(condition=models.Q(('reason__in', ['danger', 'own_request', 'legal_order'])), name='cases_opening_reason_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('order_date__isnull', False), ('reason', 'legal_order'), models.Q(('authority', ''), _negated=True), models.Q(('order_number', ''), _negated=True)), models.Q(models.Q(('reason', 'legal_order'), _negated=True), ('authority', ''), ('hold_until__isnull', True), ('order_date__isnull', True), ('order_number', '')), _connector='OR'), name='cases_opening_order_is_whole')],
            },
        ),
    ]
