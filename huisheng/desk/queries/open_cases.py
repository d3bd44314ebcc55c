"""How many cases are open at a unit or on a plot, for those who may see them there."""

from huisheng.cases.models.transitions import BEFORE_ANSWER
from huisheng.cases.permissions import visible
from huisheng.cases.queries.lists import capped_counts
from huisheng.desk.queries.workload import Tally, workload
from huisheng.network.nodes import PlotNode
from huisheng.network.tree import tree
from huisheng.people.viewer import Viewer


def tally_at(viewer: Viewer, unit_id: int) -> Tally | None:
    """What is open at a unit and below it; None for whoever may not see all of that. No statement."""
    if not tree().subtree(unit_id) <= viewer.units_for("see"):
        return None
    return workload().of([unit_id], viewer)[unit_id]


def open_on_plot(viewer: Viewer, plot: PlotNode) -> int | None:
    """Open cases of a plot that the viewer may see; None for whoever sees none of its unit. One statement."""
    if plot.unit_id not in viewer.units_for("see") and plot.id not in viewer.reach_for("see").plot_ids:
        return None
    cases = visible(viewer).filter(plot_id=plot.id, state__in=BEFORE_ANSWER)
    return capped_counts({"open": cases})["open"]
