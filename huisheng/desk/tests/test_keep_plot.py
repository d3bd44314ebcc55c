"""The pages for a plot's name and place, and for its end."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from huisheng.cases.tests.pages import form_in
from huisheng.core.models import AuditEntry
from huisheng.network.editing import mark_of
from huisheng.network.models import Plot
from huisheng.network.tests.plots import building
from huisheng.network.tree import tree
from tests.cast import Cast, sign_in


@pytest.fixture
def clerk(client: Client, cast: Cast) -> Client:
    return sign_in(client, cast.wang_fang)


def typed(plot: Plot, **changes: Any) -> dict[str, Any]:
    facts = {"name": plot.name, "drawn_from": plot.drawn_from, "unit": plot.unit_id, "area": plot.area_id}
    return {"key": uuid4(), "seen": mark_of(plot), **facts, **changes}


def test_name_and_unit_are_changed(clerk: Client, cast: Cast) -> None:
    plot = cast.plots[0]
    page = reverse("desk:keep_plot", args=[plot.code])
    assert plot.name in clerk.get(page).content.decode()
    sent = typed(plot, name="锦江花园南区", unit=cast.second_studio.pk)
    assert clerk.post(page, sent)["Location"] == reverse("desk:plot", args=[plot.code])
    node = tree().plot(plot.pk)
    assert (node.name, node.unit_id) == ("锦江花园南区", cast.second_studio.pk)


def test_saved_as_it_was_it_says_so(clerk: Client, cast: Cast) -> None:
    plot = cast.plots[0]
    page = reverse("desk:keep_plot", args=[plot.code])
    answer = clerk.post(page, typed(plot))
    assert answer.status_code == 422 and "没有改动。" in answer.content.decode()
    outline = reverse("desk:draw_plot", args=[plot.code])
    form = form_in(clerk.get(outline), outline)
    answer = clerk.post(outline, form)
    assert answer.status_code == 422 and "没有改动。" in answer.content.decode()
    assert not AuditEntry.objects.filter(action__startswith="network.plot").exists()


def test_nothing_is_offered_that_others_keep(clerk: Client, cast: Cast) -> None:
    plot = cast.plots[0]
    page = reverse("desk:keep_plot", args=[plot.code])
    offered = {unit for unit, _name in clerk.get(page).context["form"].fields["unit"].choices}
    assert offered == {cast.station.pk, cast.studio.pk, cast.second_studio.pk}
    assert clerk.post(page, typed(plot, unit=cast.next_station.pk)).status_code == 422


def test_who_comes_second_is_told_and_keeps_what_was_typed(clerk: Client, cast: Cast) -> None:
    plot = cast.plots[0]
    late = typed(plot, name="我写的名字")
    Plot.objects.filter(pk=plot.pk).update(name="别人写的")
    answer = clerk.post(reverse("desk:keep_plot", args=[plot.code]), late)
    assert answer.status_code == 409
    assert "我写的名字" in answer.content.decode() and "刚才有人改过这里" in answer.content.decode()


def test_a_plot_with_dwellings_closes_when_another_takes_them(clerk: Client, cast: Cast) -> None:
    plot, other = cast.plots
    building(cast, "3号楼", plot, 4)
    page = reverse("desk:close_plot", args=[plot.code])
    answer = clerk.post(page, {"key": uuid4(), "seen": mark_of(plot), "to": ""})
    assert answer.status_code == 422 and "还有 4 户" in answer.content.decode()
    sent = {"key": uuid4(), "seen": mark_of(plot), "to": other.pk}
    assert clerk.post(page, sent).status_code == 302
    assert tree().plot(plot.pk).closed
    assert "这块责任田已经不用了" in clerk.get(reverse("desk:plot", args=[plot.code])).content.decode()


def test_the_plots_page_leads_there_only_those_who_keep_it(client: Client, cast: Cast) -> None:
    plot = cast.plots[0]
    links = [reverse(f"desk:{name}", args=[plot.code]) for name in ("draw_plot", "keep_dwellings")]
    for person, sees in ((cast.wang_fang, True), (cast.he_san, False), (cast.zhao_qiang, False)):
        html = sign_in(client, person).get(reverse("desk:plot", args=[plot.code])).content.decode()
        assert [link in html for link in links] == [sees, sees]
        client.logout()
