"""A gateway and a mail server for the demo and for tests: they really take messages, and can misbehave.

No Django, no database: a process of its own that speaks HTTP (docs/reference/message-gateway.md) and SMTP,
shows on a page what it took, and forgets it when it ends.
"""

from huisheng.outbox.stand_in.servers import StandIn

__all__ = ["StandIn"]
