"""What an indicator is: a name, a definition with its parameters filled in, and how it is reckoned."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

from huisheng.cases.queries.figures import Figures
from huisheng.core.intervals import LEAST, wilson

Parameters = Mapping[str, float]


@dataclass(frozen=True)
class Value:
    """A share of `n`, or an amount over `n` cases. `hits` may be weighted. `bounds` are those of a share that is made
    of others, whose interval does not follow from `n`."""

    n: int
    hits: float = 0.0
    amount: float | None = None
    bounds: tuple[float, float] | None = None

    @property
    def share(self) -> float | None:
        """The share, 0 to 1; None where nothing was counted or it is an amount."""
        return self.hits / self.n if self.n and self.amount is None else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's 95 % interval of the share, or its `bounds`."""
        if self.bounds is not None:
            return self.bounds
        return wilson(self.hits, self.n) if self.share is not None else None

    @property
    def is_suppressed(self) -> bool:
        """Fewer than ten: not published."""
        return self.n < LEAST


Values = Mapping[str, Value]


@dataclass(frozen=True)
class Part:
    """One thing that an indicator is made of: its `name`, what it counts in the whole (`weight`, where parts are
    weighted), and `value`, a share with its n or a plain count."""

    name: str
    value: Value | int
    weight: float | None = None


def no_parts(_figures: Figures, _parameters: Parameters, _others: Values) -> list[Part]:
    """Of an indicator whose definition says all."""
    return []


@dataclass(frozen=True)
class Indicator:
    """One indicator. `meaning` may name its parameters in `%(name)s`; `reckon` gives its values, by name where
    there are several (median and 90th percentile). `combine` makes one of the values of others, by their codes;
    `parts` says what it is made of. An amount is said with `unit` and so many `digits`."""

    code: str
    name: Promise
    meaning: Promise
    reckon: Callable[[Figures, Parameters], Values]
    combine: Callable[[Values, Parameters], Value] | None = None
    parts: Callable[[Figures, Parameters, Values], list[Part]] = no_parts
    unit: Promise | str = ""
    digits: int = 1

    def definition(self, parameters: Parameters) -> str:
        """The definition with its parameters."""
        return str(self.meaning) % {
            name: f"{value:.0%}" if name == "aim" else f"{value:,.10g}" for name, value in parameters.items()
        }


def share(
    code: str,
    name: Promise,
    meaning: Promise,
    part: Callable[[Figures, Parameters], tuple[float, int]],
    parts: Callable[[Figures, Parameters, Values], list[Part]] = no_parts,
) -> Indicator:
    """An indicator that is one share: `part` gives what is counted and of how many."""

    def reckon(figures: Figures, parameters: Parameters) -> dict[str, Value]:
        hits, n = part(figures, parameters)
        return {"": Value(n, hits)}

    return Indicator(code, name, meaning, reckon, parts=parts)
