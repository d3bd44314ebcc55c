"""The figures of the demo's people, from `data/demo.toml`."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FILE = Path(__file__).parents[1] / "data" / "demo.toml"


@dataclass(frozen=True)
class Figures:
    """Counts and shares; see the file for what each means and where it comes from."""

    seed: int
    members: int
    transferred: float
    fewest_members: int
    volunteers_a_plot: int
    caring_residents_a_plot: int
    missing: dict[str, int]
    named: dict[str, Any]


def read_figures() -> Figures:
    """The figures that ship."""
    return Figures(**tomllib.loads(FILE.read_text(encoding="utf-8")))
