from .sent_message import SentMessage

__all__ = ["SentMessage"]
