"""The page on which a plot is given to a branch."""

from django.test import Client
from django.urls import reverse

from huisheng.core import clock
from huisheng.network import tree as tree_module
from huisheng.network.beside import mark_of_all
from huisheng.network.models import PlotHolding
from huisheng.network.tree import tree
from tests.cast import Cast, sign_in


def address(cast: Cast) -> str:
    return reverse("desk:keep_plot_branch", args=[cast.plots[0].code])


def sent(cast: Cast, **more: str) -> dict[str, str]:
    mark = mark_of_all(PlotHolding.objects.filter(plot=cast.plots[0]))
    return {"seen": str(mark), "day": clock.today().isoformat(), **more}


def test_a_clerk_gives_the_plot_by_name_and_comes_back_to_it(client: Client, cast: Cast):
    sign_in(client, cast.wang_fang)
    answer = client.post(address(cast), sent(cast, organisation=cast.other_branch.name), follow=True)
    assert answer.redirect_chain[-1][0] == reverse("desk:plot", args=[cast.plots[0].code])
    assert f"由{cast.other_branch.name}负责" in answer.content.decode()


def test_a_clerk_takes_it_away(client: Client, cast: Cast):
    sign_in(client, cast.wang_fang)
    client.post(address(cast), sent(cast, do="take_away"))
    assert tree().plot(cast.plots[0].pk).organisation_id is None


def test_branches_near_are_offered_and_a_name_that_is_none_is_kept(client: Client, cast: Cast):
    sign_in(client, cast.wang_fang)
    assert f'value="{cast.branch.name}"' in client.get(address(cast)).content.decode()
    answer = client.post(address(cast), sent(cast, organisation="一汽社区"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "是不是：" in page and cast.other_branch.code in page and 'value="一汽社区"' in page


def test_a_page_that_is_out_of_date_says_so_and_counts_the_next_time(client: Client, cast: Cast):
    sign_in(client, cast.wang_fang)
    old = sent(cast, organisation=cast.other_branch.code)
    PlotHolding.objects.filter(plot=cast.plots[0]).update(illustrative=True)
    answer = client.post(address(cast), old)
    assert answer.status_code == 409 and "刚才有人改过这里" in answer.content.decode()
    assert f'value="{sent(cast)["seen"]}"' in answer.content.decode()
    assert client.post(address(cast), sent(cast, organisation=cast.other_branch.code)).status_code == 302


def test_somebody_elses_plot_cannot_be_given(client: Client, cast: Cast):
    sign_in(client, cast.he_san)
    assert client.post(address(cast), sent(cast, organisation=cast.other_branch.code)).status_code == 403
    assert tree().plot(cast.plots[0].pk).organisation_id == cast.branch.pk


def test_the_plot_page_leads_here_for_whoever_keeps_it(client: Client, cast: Cast):
    plot = reverse("desk:plot", args=[cast.plots[0].code])
    assert address(cast) in sign_in(client, cast.wang_fang).get(plot).content.decode()
    assert address(cast) not in sign_in(Client(), cast.he_san).get(plot).content.decode()


def test_the_branchs_page_offers_the_plots_of_its_place_that_nobody_holds(client: Client, cast: Cast):
    PlotHolding.objects.filter(plot=cast.plots[0]).delete()
    tree_module.forget()
    sign_in(client, cast.wang_fang)
    page = client.get(reverse("desk:organisation", args=[cast.branch.code])).content.decode()
    there = f"{address(cast)}?organisation={cast.branch.code}"
    assert there in page
    assert f'value="{cast.branch.code}"' in client.get(there).content.decode()
    client.post(there, sent(cast, organisation=cast.branch.code))
    assert tree().plot(cast.plots[0].pk).organisation_id == cast.branch.pk
