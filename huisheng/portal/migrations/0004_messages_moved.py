"""What the portal kept of messages goes to the outbox, so that nothing is sent twice after the change."""

from django.db import migrations

THERE = """
INSERT INTO outbox_message (id, case_id, kind, mark, subject_id, language, channel, state, fault,
    template_version, attempts, queued_at, channel_since, handed_over_at)
SELECT gen_random_uuid(), sent.case_id,
    CASE sent.kind WHEN 'relayed' THEN 'relayed_message' WHEN 'unsealed' THEN 'identity_opened' ELSE sent.kind END,
    sent.mark, of_case.subject_id, 'zh-hans',
    CASE WHEN subject.contact_kind = 'email' THEN 'email' ELSE 'sms' END,
    CASE WHEN sent.gave_up THEN 'given_up' ELSE 'handed_over' END, '', 0, 1, sent.sent_at, sent.sent_at,
    CASE WHEN sent.gave_up THEN NULL ELSE sent.sent_at END
FROM portal_sent_message AS sent
JOIN cases_case AS of_case ON of_case.id = sent.case_id
JOIN people_subject AS subject ON subject.id = of_case.subject_id
WHERE sent.sent_at IS NOT NULL
"""
BACK = """
INSERT INTO portal_sent_message (case_id, kind, mark, sent_at, gave_up)
SELECT case_id,
    CASE kind WHEN 'relayed_message' THEN 'relayed' WHEN 'identity_opened' THEN 'unsealed' ELSE kind END,
    mark, coalesce(handed_over_at, queued_at), state IN ('failed', 'given_up', 'unsure')
FROM outbox_message WHERE kind IN ('received', 'question', 'answered', 'resent', 'relayed_message', 'identity_opened')
"""


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0003_identity_openings"),
        ("outbox", "0001_initial"),
        ("cases", "0001_initial"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(THERE, BACK),
        migrations.DeleteModel(name="SentMessage"),
    ]
