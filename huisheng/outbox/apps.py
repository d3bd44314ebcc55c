from django.apps import AppConfig

from huisheng.people.reference import SUBTREE, FunctionRow, add_function


class OutboxConfig(AppConfig):
    name = "huisheng.outbox"
    label = "outbox"

    def ready(self) -> None:
        from django.utils.translation import gettext_noop as _

        add_function(FunctionRow("write_templates", _("写消息模板")), {"administrator": SUBTREE})
