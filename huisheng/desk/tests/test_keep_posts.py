"""Posts that nobody holds are filled from where they are listed."""

from django.test import Client
from django.urls import reverse

from huisheng.core import clock
from huisheng.desk.queries import lacks
from huisheng.people.models import Appointment
from tests.cast import Cast, sign_in


def day() -> str:
    return clock.today().isoformat()


def test_the_organisations_page_leads_to_appointing_a_secretary(client: Client, cast: Cast):
    there = reverse("desk:keep_secretary", args=[cast.branch.code])
    organisation = reverse("desk:organisation", args=[cast.branch.code])
    sign_in(client, cast.wang_fang)
    assert there in client.get(organisation).content.decode()
    client.post(there, {"name": "新书记", "day": day(), "seen": "0"})
    assert Appointment.objects.get(organisation=cast.branch).person.name == "新书记"
    page = client.get(organisation).content.decode()
    assert "新书记" in page and there not in page


def test_a_hub_without_a_person_is_filled_and_is_no_gap_any_more(client: Client, cast: Cast):
    lacks.forget()
    there = reverse("desk:keep_hub_household", args=[cast.hub.code])
    sign_in(client, cast.wang_fang)
    assert there in client.get(reverse("desk:gaps")).content.decode()
    client.post(there, {"name": "中心户主", "day": day(), "seen": "0"})
    assert there not in client.get(reverse("desk:gaps")).content.decode()


def test_whoever_does_not_keep_it_is_not_led_there(client: Client, cast: Cast):
    lacks.forget()
    there = reverse("desk:keep_hub_household", args=[cast.hub.code])
    assert there not in sign_in(client, cast.he_san).get(reverse("desk:gaps")).content.decode()


def test_a_unit_that_is_no_hub_has_no_such_page(client: Client, cast: Cast):
    there = reverse("desk:keep_hub_household", args=[cast.studio.code])
    assert sign_in(client, cast.wang_fang).get(there).status_code == 404
