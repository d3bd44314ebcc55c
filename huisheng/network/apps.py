"""The Django app `network`: areas, organisations, plots and the five-level tree."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NetworkConfig(AppConfig):
    """Registers the app; a saved network row makes this process read its snapshot again."""

    name = "huisheng.network"
    label = "network"
    verbose_name = _("组织网络")

    def ready(self) -> None:
        """Connect the local invalidation of the snapshot (see `tree.forget_on_save`)."""
        from huisheng.network import tree

        tree.connect_signals()
