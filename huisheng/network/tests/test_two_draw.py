"""Two people draw at the same moment, each in a connection of their own."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

from django.db import connection
from shapely.geometry import Polygon

from huisheng.network.actions.one_act import DoneAlready
from huisheng.network.actions.redraw_plot import redraw_plot
from huisheng.network.actions.split_plot import GoesAlong, Part, split_plot
from huisheng.network.editing import ChangedMeanwhile, mark_of
from huisheng.network.land import Corners
from huisheng.network.models import Plot
from huisheng.network.tests.lands import is_seamless
from huisheng.network.tests.plots import everything, land, new_plot, ring
from tests.cast import Cast

Act = Callable[[], object]


def at_once(*acts: Act) -> list[str]:
    """What came of acts done at the same time: "done", or the name of what was raised."""

    def do(act: Act) -> str:
        try:
            act()
        except (ChangedMeanwhile, DoneAlready) as told:
            return type(told).__name__
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(do, acts))


def redraw(plot: Plot, corners: Corners, key: UUID | None = None) -> Act:
    seen, key = mark_of(plot), key or uuid4()
    return lambda: redraw_plot(plot.pk, corners, seen=seen, follow=True, kept=everything, key=key, actor=3)


def everyone(cast: Cast) -> bool:
    return is_seamless(map(land, [*cast.plots, *cast.second_plots, *cast.other_plots]))


def test_of_two_who_draw_one_plot_one_is_told(committed_cast: Cast) -> None:
    first = committed_cast.plots[0]
    shapes = [ring((0, 0), (1, 0), (reach, reach), (0, 1)) for reach in (0.8, 0.9)]
    assert at_once(*(redraw(first, shape) for shape in shapes)) == ["ChangedMeanwhile", "done"]
    assert any(land(first).equals(Polygon(shape)) for shape in shapes)
    assert everyone(committed_cast)


def test_two_who_move_their_common_border_neither_block_nor_undo_each_other(committed_cast: Cast) -> None:
    first, north = committed_cast.plots
    up = redraw(first, ring((0, 0), (1, 0), (0.9, 1.1), (0, 1)))
    down = redraw(north, ring((0, 1), (0.9, 0.9), (1, 2), (0, 2)))
    assert at_once(up, down) == ["ChangedMeanwhile", "done"]
    assert everyone(committed_cast)


def test_one_press_that_arrives_four_times_counts_once(committed_cast: Cast) -> None:
    first, key = committed_cast.plots[0], uuid4()
    press = redraw(first, ring((0, 0), (1, 0), (0.8, 0.8), (0, 1)), key)
    assert at_once(*[press] * 4) == ["DoneAlready", "DoneAlready", "DoneAlready", "done"]


def test_of_two_who_split_one_plot_one_is_told(committed_cast: Cast) -> None:
    first = committed_cast.plots[0]
    seen = mark_of(first)

    def split(code: str) -> Act:
        new, line = new_plot(committed_cast, code), ring((0.5, -1), (0.5, 2))
        return lambda: split_plot(
            first.pk, line, new, part=Part.SMALLER, along=GoesAlong(), seen=seen, key=uuid4(), actor=3
        )

    assert at_once(split("春1-090"), split("春1-091")) == ["ChangedMeanwhile", "done"]
    assert Plot.objects.filter(code__startswith="春1-09").count() == 1
