"""The page of a plot's team: names, hubs, people, and whose name is shown to whom."""

from django.test import Client
from django.urls import reverse

from huisheng.core import clock
from huisheng.network.models import PlotHub, Team
from huisheng.people.models import Appointment, Consent, Person
from huisheng.people.queries_of_teams import last_post_at
from tests.cast import Cast, add_person, appoint, sign_in


def address(cast: Cast) -> str:
    return reverse("desk:keep_team", args=[cast.plots[0].code])


def plot_page(cast: Cast) -> str:
    answer = sign_in(Client(), cast.he_san).get(reverse("desk:plot", args=[cast.plots[0].code]))
    return answer.content.decode()


def day() -> str:
    return clock.today().isoformat()


def joining(cast: Cast, **more: str) -> dict[str, str]:
    seen = str(last_post_at(plot=cast.plots[0].pk))
    return {"do": "join", "role": "volunteer", "name": "热心人", "day": day(), "seen": seen, **more}


def test_a_team_is_founded_and_a_hub_added(client: Client, cast: Cast):
    sign_in(client, cast.wang_fang)
    client.post(
        address(cast), {"do": "name", "name": "一组", "stands_for": "society", "day": day(), "seen": "0"}
    )
    client.post(address(cast), {"do": "add_hub", "unit": str(cast.hub.pk), "day": day(), "seen": "0"})
    assert (Team.objects.get().name, PlotHub.objects.get().unit) == ("一组", cast.hub)


def test_whoever_did_not_agree_is_named_to_the_keeper_only(client: Client, cast: Cast):
    sign_in(client, cast.wang_fang)
    client.post(address(cast), joining(cast))
    assert "热心人" in client.get(address(cast)).content.decode()
    assert "热心人" not in plot_page(cast) and "没有同意公开姓名" in plot_page(cast)
    post = Appointment.objects.get(person__name="热心人")
    client.post(address(cast), {"do": "agree", "post": str(post.pk), "way": "spoken", "said_on": day()})
    assert "热心人" in plot_page(cast)
    client.post(address(cast), {"do": "withdraw", "post": str(post.pk)})
    assert "热心人" not in plot_page(cast)
    client.post(address(cast), {"do": "leave", "post": str(post.pk), "day": day()})
    assert "没有同意公开姓名" not in plot_page(cast)


def test_consent_is_recorded_on_joining(client: Client, cast: Cast):
    sign_in(client, cast.wang_fang)
    client.post(address(cast), joining(cast, way="paper", said_on=day()))
    assert Consent.objects.get().taken_by == cast.wang_fang


def test_a_known_name_is_asked_about_before_anybody_is_taken_for_somebody(client: Client, cast: Cast):
    known = add_person("热心人")
    sign_in(client, cast.wang_fang)
    answer = client.post(address(cast), joining(cast))
    page = answer.content.decode()
    assert answer.status_code == 422 and "请选是哪一位" in page and f"登记号 {known.pk}" in page
    client.post(address(cast), joining(cast, which=str(known.pk)))
    assert Appointment.objects.get(plot=cast.plots[0]).person == known
    client.post(address(cast), joining(cast, which="another"))
    assert Person.objects.filter(name="热心人").count() == 2


def test_a_place_in_another_plots_team_is_not_found(client: Client, cast: Cast):
    post = appoint([(add_person("别处的人"), "volunteer", cast.other_plots[0])])[0]
    answer = sign_in(client, cast.wang_fang).post(
        address(cast), {"do": "leave", "post": str(post.pk), "day": day()}
    )
    assert answer.status_code == 404
    post.refresh_from_db()
    assert post.until is None


def test_what_was_typed_wrongly_is_kept(client: Client, cast: Cast):
    sign_in(client, cast.wang_fang)
    answer = client.post(address(cast), joining(cast, day="昨天", phone="0431-88"))
    page = answer.content.decode()
    assert answer.status_code == 422 and 'value="热心人"' in page and "日期写成" in page
