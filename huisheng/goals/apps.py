from django.apps import AppConfig


class GoalsConfig(AppConfig):
    name = "huisheng.goals"
    label = "goals"
