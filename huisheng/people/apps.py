from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "huisheng.people"
    label = "people"

    def ready(self) -> None:
        from huisheng.people import (
            checks,
            logged,
            reactions,  # noqa: F401  # reactions register themselves
            signals,
        )

        checks.connect()
        logged.register()
        signals.connect()
