from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "huisheng.core"
    label = "core"

    def ready(self) -> None:
        from huisheng.core import roles

        roles.connect()
