from django.apps import AppConfig


class GoalsConfig(AppConfig):
    name = "huisheng.goals"
    label = "goals"

    def ready(self) -> None:
        from huisheng.goals.indicators import household_coverage, land_coverage
        from huisheng.goals.indicators.registry import add_indicator
        from huisheng.goals.permissions import FUNCTION
        from huisheng.goals.words import SETS_GOALS
        from huisheng.people.reference import SUBTREE, FunctionRow, add_function

        add_indicator(land_coverage.INDICATOR)
        add_indicator(household_coverage.INDICATOR)
        add_function(FunctionRow(FUNCTION, SETS_GOALS), {"leader": SUBTREE})
