from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "huisheng.people"
    label = "people"

    def ready(self) -> None:
        from huisheng.people import checks, signals

        checks.connect()
        signals.connect()
