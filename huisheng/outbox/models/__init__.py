from huisheng.outbox.models.message import Message
from huisheng.outbox.models.template import Template

__all__ = ["Message", "Template"]
