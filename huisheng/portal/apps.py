from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "huisheng.portal"
    label = "portal"

    def ready(self) -> None:
        from huisheng.portal import reactions  # noqa: F401  # registers them
