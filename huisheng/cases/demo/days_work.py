"""The day that the named people of the demo find in the morning, whatever the hour at which it is loaded."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from huisheng.cases.actions.handles import new_secret
from huisheng.cases.demo.beginnings import Beginning, Year
from huisheng.cases.demo.bending import ASKED_FOR_MORE, PAUSED
from huisheng.cases.demo.handling import QUESTION
from huisheng.cases.demo.mediating import BETWEEN_NEIGHBOURS, MEDIATED
from huisheng.cases.demo.relaying import REMINDED
from huisheng.cases.demo.stage import Stage
from huisheng.cases.demo.whistling import WHISTLED
from huisheng.cases.models.codes import Channel
from huisheng.cases.models.transitions import State
from huisheng.network.nodes import PlotNode

OBJECTED = "objected"
QUICK = ("heating", "water", "power")  # to be done within 24 hours
SLOW = ("street_lighting", "roads", "greenery", "parking", "noise", "social_aid")
WITH_CIVIL_AFFAIRS = ("social_aid", "disability", "children")
ON_THE_SPOT = ("refuse", "property", "elderly", "quarrel")
AT_A_DEPARTMENT = ("social_aid", "disability", "elderly")
AGES_OF_OTHERS = timedelta(days=25)


@dataclass(frozen=True)
class Lot:
    """So many matters of some categories that stay in `stop`; received between two ages in hours ago."""

    count: int
    stop: str
    categories: tuple[str, ...]
    ages: tuple[float, float]
    way: str = "plain"


# The station of the named clerk: about forty open matters with its studios;
# a third due today, some late, some came back.
STATION = (
    Lot(3, State.RECEIVED, SLOW, (0.2, 3), "no_category"),
    Lot(4, State.ASSIGNED, (*QUICK, *SLOW), (0.1, 1.6)),
    Lot(6, State.HANDLING, QUICK, (14, 23.4)),
    Lot(1, State.HANDLING, SLOW, (12, 70)),
    Lot(1, State.HANDLING, QUICK, (30, 80)),
    Lot(1, REMINDED, QUICK, (30, 80)),
    Lot(2, QUESTION, SLOW, (10, 40)),
    Lot(2, WHISTLED, WITH_CIVIL_AFFAIRS, (2, 9)),
    Lot(1, PAUSED, SLOW, (20, 50)),
    Lot(2, ASKED_FOR_MORE, SLOW, (20, 50)),
    Lot(3, State.RETURNED, SLOW, (90, 130)),
    Lot(3, State.ANSWERED, SLOW, (60, 100)),
)
STUDIO = (
    Lot(2, State.ASSIGNED, ON_THE_SPOT, (0.1, 1.5)),
    Lot(4, State.HANDLING, ON_THE_SPOT, (10, 60)),
    Lot(1, State.HANDLING, ON_THE_SPOT, (210, 260)),
    Lot(1, QUESTION, ON_THE_SPOT, (10, 40)),
    Lot(1, MEDIATED, (BETWEEN_NEIGHBOURS,), (20, 60)),
    Lot(2, State.RETURNED, ON_THE_SPOT, (90, 130)),
    Lot(2, State.ANSWERED, ON_THE_SPOT, (60, 100)),
)
DEPARTMENT = (
    Lot(3, State.ASSIGNED, AT_A_DEPARTMENT, (0.3, 2), "no_place"),
    Lot(6, State.HANDLING, AT_A_DEPARTMENT, (12, 70), "no_place"),
    Lot(2, State.HANDLING, AT_A_DEPARTMENT, (220, 300), "no_place"),
    Lot(2, State.RETURNED, AT_A_DEPARTMENT, (90, 130), "no_place"),
    Lot(3, State.ANSWERED, AT_A_DEPARTMENT, (60, 100), "no_place"),
)
DISTRICT = (
    Lot(9, State.RECEIVED, (*SLOW, *QUICK), (0.1, 2.5), "no_place"),
    Lot(3, State.RECEIVED, SLOW, (0.1, 2.5), "outside"),
    Lot(3, State.RECEIVED, SLOW, (30, 60), "no_place"),
    Lot(4, State.RECEIVED, ON_THE_SPOT, (0.3, 3), "about_a_unit"),
    Lot(3, State.RECEIVED, QUICK, (0.1, 1), "unusual"),
    Lot(4, State.TRIAGED, SLOW, (0.5, 1.5), "no_category"),
    Lot(5, OBJECTED, SLOW, (8, 30), OBJECTED),
)


class DaysWork:
    """The planned matters. Where nobody has the role, there is no lot."""

    def __init__(self, stage: Stage, year: Year) -> None:
        self._stage, self._year = stage, year
        crew = stage.crew
        self.station = crew.unit_of("station_clerk")
        self.studio = crew.unit_of("field_worker")
        self.department = crew.unit_of("department_handler")

    def is_theirs(self, beginning: Beginning) -> bool:
        """Whether chance would put a further open matter on the named people's desks."""
        place = self.station or self.studio
        if place is None or beginning.plot is None:
            return False
        recent = self._stage.now - beginning.at < AGES_OF_OTHERS
        return (recent or beginning.way == "stuck") and beginning.plot.unit_id in self._stage.network.subtree(
            place
        )

    def beginnings(self) -> Iterator[Beginning]:
        """All of them; four carry the secrets of sample links."""
        network = self._stage.network
        everywhere = tuple(network.plots.values())
        lots: list[tuple[Lot, tuple[PlotNode, ...], int | None]] = []
        lots += [(lot, network.plots_of(self.station), None) for lot in STATION if self.station]
        lots += [(lot, network.plots_of(self.studio), None) for lot in STUDIO if self.studio]
        lots += [(lot, everywhere, self.department) for lot in DEPARTMENT if self.department]
        lots += [(lot, everywhere, None) for lot in DISTRICT]
        samples = {State.ANSWERED, State.HANDLING, QUESTION, MEDIATED}
        for lot, plots, to_unit in lots:
            for _number in range(lot.count if plots else 0):
                beginning = self._one(lot, self._stage.rng.choice(plots), to_unit)
                if lot.stop in samples and beginning.plot is not None:
                    samples.remove(lot.stop)
                    beginning.secret, beginning.channel, beginning.contact = new_secret(), Channel.WEB, True
                yield beginning

    def _one(self, lot: Lot, plot: PlotNode, to_unit: int | None) -> Beginning:
        rng = self._stage.rng
        at = self._stage.now - timedelta(hours=rng.uniform(*lot.ages))
        beginning = self._year.one(at, rng.choice(lot.categories), plot)
        beginning.way, beginning.stop, beginning.to_unit, beginning.brisk = lot.way, lot.stop, to_unit, True
        beginning.plot = None if lot.way in ("no_place", "outside") else plot
        return beginning
