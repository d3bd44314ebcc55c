"""What a unit and those above it may know of attitude and effort: sums of whole batches, in tenths."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from huisheng.goals.models import RatingBatch
from huisheng.goals.releasing import QUESTIONS
from huisheng.network.nodes import UnitNode
from huisheng.network.tree import tree

TENTHS = 10


@dataclass
class Heard:
    """All batches at and below a unit: how many answered each question, how many well, months they came in."""

    unit: UnitNode
    given: dict[str, int] = field(default_factory=lambda: dict.fromkeys(QUESTIONS, 0))
    good: dict[str, int] = field(default_factory=lambda: dict.fromkeys(QUESTIONS, 0))
    policy_limit: int = 0

    def add(self, batch: RatingBatch) -> None:
        """Count a batch in."""
        for question in QUESTIONS:
            self.given[question] += getattr(batch, question)
            self.good[question] += getattr(batch, f"{question}_good")
        self.policy_limit += batch.policy_limit

    def tenth(self, question: str) -> int:
        """The share of good ratings in whole tenths, 0 (less than one tenth) to 9 (nine tenths or more): never
        exactly all or none, which would tell how each rated."""
        return tenth(self.good[question], self.given[question])


def tenth(good: int, given: int) -> int:
    """A share in whole tenths, from 0 to 9."""
    return min(good * TENTHS // given, TENTHS - 1)


def heard(units: Iterable[int]) -> list[Heard]:
    """For each of these units that has any: the batches at and below it. One statement."""
    wanted, network = set(units), tree()
    found: dict[int, Heard] = {}
    for batch in RatingBatch.objects.order_by("id"):
        for above in network.ancestors(batch.unit_id):
            if above in wanted:
                found.setdefault(above, Heard(network.unit(above))).add(batch)
    return sorted(found.values(), key=lambda each: (each.unit.level, each.unit.code))
