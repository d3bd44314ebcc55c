"""Every read of goals that others may use."""

from huisheng.goals.queries.households import HouseholdCoverage, households
from huisheng.goals.queries.land import land
from huisheng.goals.queries.streets import StreetLand, streets

__all__ = ["HouseholdCoverage", "StreetLand", "households", "land", "streets"]
