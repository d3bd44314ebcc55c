"""Two people keep the same plot at once: one of them is told, and the plot has one branch."""

from concurrent.futures import ThreadPoolExecutor

from django.db import connection

from huisheng.core import clock
from huisheng.network.actions.plot_branch import give_plot
from huisheng.network.beside import mark_of_all
from huisheng.network.editing import ChangedMeanwhile
from huisheng.network.models import Organisation, PlotHolding
from tests.cast import Cast
from tests.cast_network import LONG_AGO


def test_of_two_who_give_a_plot_at_once_the_second_is_told(committed_cast: Cast) -> None:
    plot, day = committed_cast.plots[0], clock.today()
    seen = mark_of_all(PlotHolding.objects.filter(plot=plot))
    third = Organisation.objects.create(
        code="ZB-3", name="第三党支部", kind="branch", sector="community", superior=committed_cast.branch,
        since=LONG_AGO,
    )  # fmt: skip

    def give(branch: Organisation) -> str:
        try:
            give_plot(plot.pk, branch.pk, day=day, seen=seen, actor=7)
        except ChangedMeanwhile:
            return "told"
        finally:
            connection.close()
        return "given"

    with ThreadPoolExecutor(2) as both:
        said = sorted(both.map(give, [committed_cast.other_branch, third]))
    assert said == ["given", "told"]
    assert PlotHolding.objects.on(day).filter(plot=plot).count() == 1
