"""The app of components, tokens and small behaviours; it knows no domain word."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UiConfig(AppConfig):
    name = "huisheng.ui"
    label = "ui"
    verbose_name = _("界面")
