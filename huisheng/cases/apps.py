from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "huisheng.cases"
    label = "cases"

    def ready(self) -> None:
        from huisheng.cases import (
            logged,
            reactions,  # noqa: F401  # registers them
            signals,
        )

        logged.register()
        signals.connect()
