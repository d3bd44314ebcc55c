"""The pages of owners' committees and mass organisations."""

from django.test import Client
from django.urls import reverse

from huisheng.core import clock
from huisheng.network.editing import mark_of
from huisheng.network.models import MassOrg, OwnersCommittee
from tests.cast import Cast, sign_in

ADD = {"do": "add", "name": "锦江业委会", "office_phone": "0431-00000001"}


def test_a_committee_is_added_changed_and_ended(client: Client, cast: Cast):
    page = reverse("desk:keep_committees", args=[cast.plots[0].code])
    sign_in(client, cast.wang_fang)
    client.post(page, {**ADD, "day": "2026-01-01"})
    row = OwnersCommittee.objects.get()
    known = {"row": str(row.pk), "seen": str(mark_of(row))}
    client.post(page, {"do": "change", "name": "锦江花园业委会", "office_phone": "", **known})
    row.refresh_from_db()
    assert row.name == "锦江花园业委会"
    known["seen"] = str(mark_of(row))
    client.post(page, {"do": "end", "day": clock.today().isoformat(), **known})
    assert "锦江花园业委会" not in client.get(page).content.decode().split("现在有的")[1]


def test_a_row_saved_as_it_was_says_so(client: Client, cast: Cast):
    page = reverse("desk:keep_committees", args=[cast.plots[0].code])
    sign_in(client, cast.wang_fang)
    client.post(page, {**ADD, "day": "2026-01-01"})
    row = OwnersCommittee.objects.get()
    answer = client.post(page, {**ADD, "do": "change", "row": str(row.pk), "seen": str(mark_of(row))})
    assert answer.status_code == 422 and "没有改动。" in answer.content.decode()


def test_a_row_that_changed_meanwhile_is_shown_with_what_was_typed(client: Client, cast: Cast):
    page = reverse("desk:keep_committees", args=[cast.plots[0].code])
    sign_in(client, cast.wang_fang)
    client.post(page, {**ADD, "day": "2026-01-01"})
    row = OwnersCommittee.objects.get()
    sent = {"do": "change", "name": "新名字", "office_phone": "", "row": str(row.pk), "seen": "1"}
    answer = client.post(page, sent)
    html = answer.content.decode()
    assert answer.status_code == 409 and 'value="新名字"' in html and f'value="{mark_of(row)}"' in html


def test_a_row_of_another_plot_is_not_found(client: Client, cast: Cast):
    row = OwnersCommittee.objects.create(plot=cast.other_plots[0], name="别处", since="2026-01-01")
    page = reverse("desk:keep_committees", args=[cast.plots[0].code])
    sent = {"do": "end", "day": "2026-02-01", "row": str(row.pk), "seen": str(mark_of(row))}
    assert sign_in(client, cast.wang_fang).post(page, sent).status_code == 404


def test_a_mass_organisation_is_registered_beside_the_branch(client: Client, cast: Cast):
    page = reverse("desk:keep_mass_orgs", args=[cast.branch.code])
    sign_in(client, cast.wang_fang)
    client.post(page, {"do": "add", "kind": "women", "name": "景阳妇联", "day": "2026-01-01"})
    assert MassOrg.objects.get().organisation == cast.branch
    organisation = reverse("desk:organisation", args=[cast.branch.code])
    html = client.get(organisation).content.decode()
    assert "景阳妇联" in html and page in html


def test_one_that_is_there_already_is_said_to_be_and_stays_as_it_is(client: Client, cast: Cast):
    page = reverse("desk:keep_committees", args=[cast.plots[0].code])
    sign_in(client, cast.wang_fang)
    assert "已经改好" in client.post(page, {**ADD, "day": "2026-01-01"}, follow=True).content.decode()
    again = {**ADD, "office_phone": "0431-00000002", "day": "2026-01-01"}
    said = client.post(page, again, follow=True).content.decode()
    assert "已经登记过同名的了，没有改动" in said and "已经改好" not in said
    assert OwnersCommittee.objects.get().office_phone == ADD["office_phone"]
