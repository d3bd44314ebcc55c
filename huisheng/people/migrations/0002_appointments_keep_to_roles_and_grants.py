"""Composite keys that Django's models cannot say: an appointment repeats its role's kind truly, and is for the
person and role that were granted."""

from django.db import migrations

FORWARD = """
ALTER TABLE people_appointment
    ADD CONSTRAINT people_appointment_kind_of_role
        FOREIGN KEY (role_id, kind) REFERENCES people_role (code, kind) DEFERRABLE INITIALLY DEFERRED,
    ADD CONSTRAINT people_appointment_as_granted
        FOREIGN KEY (grant_id, person_id, role_id) REFERENCES people_rolegrant (id, person_id, role_id)
        DEFERRABLE INITIALLY DEFERRED;
"""
BACK = """
ALTER TABLE people_appointment
    DROP CONSTRAINT people_appointment_kind_of_role,
    DROP CONSTRAINT people_appointment_as_granted;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
