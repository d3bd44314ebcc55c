"""Load the demo district: invented by rule, loaded like any other network."""

from __future__ import annotations

from huisheng.network.actions.load_network import Loaded, load_network
from huisheng.network.demo.bundle import invent
from huisheng.network.demo.figures import Figures, read_figures


def load_demo_district(figures: Figures | None = None, *, actor: int | None = None) -> Loaded:
    """Load the demo district; a second time it changes nothing. `figures`: those that ship, unless given."""
    return load_network(invent(figures or read_figures()), actor=actor)
