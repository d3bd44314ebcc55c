"""What people do when something happens below."""

from huisheng.core.events import reacts_to
from huisheng.network.events import PlotClosed
from huisheng.people.actions.move_team import move_team


@reacts_to(PlotClosed)
def go_over(event: PlotClosed) -> None:
    """A plot closed: its team goes to the plot that took over, where there is one."""
    if event.into_id is not None:
        move_team(event.plot_id, event.into_id)
