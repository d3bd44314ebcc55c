"""Every read of goals that others may use."""

from huisheng.goals.queries.goals import GoalNow, goals_now, newest_targets
from huisheng.goals.queries.households import HouseholdCoverage, households
from huisheng.goals.queries.land import land
from huisheng.goals.queries.parties import PartyNow, parties
from huisheng.goals.queries.streets import StreetLand, streets
from huisheng.goals.queries.view import LandView, land_view

__all__ = [
    "GoalNow",
    "HouseholdCoverage",
    "LandView",
    "PartyNow",
    "StreetLand",
    "goals_now",
    "households",
    "land",
    "land_view",
    "newest_targets",
    "parties",
    "streets",
]
