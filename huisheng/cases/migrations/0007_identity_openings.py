from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies: ClassVar = [
        ('cases', '0007_relay'),
    ]

    operations: ClassVar = [
        migrations.AlterField(
            model_name='caseevent',
            name='act',
            field=models.CharField(choices=[('ask', '收到'), ('import', '导入历史记录'), ('triage', '整理'), ('accuse', '改由上一级办理'), ('lift', '不涉及单位或工作人员'), ('assign', '交办'), ('accept', '签收'), ('give', '交给具体办理人'), ('call', '请来一起办'), ('progress', '进展'), ('note', '内部记录'), ('question', '向居民提问'), ('reply', '居民回答'), ('write', '给居民写信息'), ('add', '居民补充'), ('hand_back', '退回调度'), ('reassign', '改派'), ('hand_over', '单位撤销，移交'), ('escalate', '超时，上一级督办'), ('take_over', '督办单位接办'), ('answer', '答复'), ('confirm', '确认解决'), ('send_back', '居民退回'), ('fall_silent', '期满没有回音'), ('rate', '评价'), ('unseal', '打开身份'), ('not_reached', '打过电话，没接通'), ('withdraw', '撤回')], max_length=12),
        ),
        migrations.AlterField(
            model_name='casewords',
            name='kind',
            field=models.CharField(choices=[('request', '居民的话'), ('address', '地址'), ('addition', '居民补充'), ('progress', '进展'), ('message', '给居民的信息'), ('question', '提问'), ('reply', '居民回答'), ('answer', '答复'), ('sent_back', '居民退回时说'), ('comment', '居民评价时说'), ('note', '内部记录'), ('hand_back', '退回调度的理由'), ('opening', '打开身份的理由')], max_length=10),
        ),
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
