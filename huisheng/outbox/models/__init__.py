from huisheng.outbox.models.message import Message
from huisheng.outbox.models.news_seen import NewsSeen
from huisheng.outbox.models.template import Template

__all__ = ["Message", "NewsSeen", "Template"]
