from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Makes the console's own commands (database, serve, …) known to Django."""

    name = "huisheng.config"
    label = "config"
