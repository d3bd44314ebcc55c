from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "huisheng.people"
    label = "people"

    def ready(self) -> None:
        from huisheng.people import checks, reactions, signals  # noqa: F401  # reactions register themselves

        checks.connect()
        signals.connect()
