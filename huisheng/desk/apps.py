from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "huisheng.desk"
    label = "desk"
