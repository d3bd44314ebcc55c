from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies: ClassVar = [
        ('cases', '0002_case_numbers'),
    ]

    operations: ClassVar = [
        migrations.AddField(
            model_name='case',
            name='at_home',
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name='caseevent',
            name='act',
            field=models.CharField(choices=[('ask', '收到'), ('import', '导入历史记录'), ('triage', '整理'), ('accuse', '改由上一级办理'), ('lift', '不涉及单位或工作人员'), ('assign', '交办'), ('accept', '签收'), ('give', '交给具体办理人'), ('call', '请来一起办'), ('progress', '进展'), ('note', '内部记录'), ('question', '向居民提问'), ('reply', '居民回答'), ('write', '给居民写信息'), ('add', '居民补充'), ('hand_back', '退回调度'), ('reassign', '改派'), ('hand_over', '单位撤销，移交'), ('escalate', '超时，上一级督办'), ('take_over', '督办单位接办'), ('answer', '答复'), ('confirm', '确认解决'), ('send_back', '居民退回'), ('fall_silent', '期满没有回音'), ('rate', '评价'), ('not_reached', '打过电话，没接通'), ('withdraw', '撤回')], max_length=12),
        ),
        migrations.AlterField(
            model_name='casewords',
            name='kind',
            field=models.CharField(choices=[('request', '居民的话'), ('address', '地址'), ('addition', '居民补充'), ('progress', '进展'), ('message', '给居民的信息'), ('question', '提问'), ('reply', '居民回答'), ('answer', '答复'), ('sent_back', '居民退回时说'), ('comment', '居民评价时说'), ('note', '内部记录'), ('hand_back', '退回调度的理由')], max_length=10),
        ),
    ]
