from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "huisheng.portal"
    label = "portal"
