from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "huisheng.people"
    label = "people"

    def ready(self) -> None:
        from huisheng.network.further import add_sheet
        from huisheng.network.hindrances import add_hindrance
        from huisheng.people import checks, logged, reactions, signals  # noqa: F401  # reactions register themselves
        from huisheng.people.hindrances import left_of_organisation
        from huisheng.people.roster.sheet import Roster

        add_sheet(Roster())
        add_hindrance(left_of_organisation)
        checks.connect()
        logged.register()
        signals.connect()
