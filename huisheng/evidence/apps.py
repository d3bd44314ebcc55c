from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "huisheng.evidence"
    label = "evidence"
