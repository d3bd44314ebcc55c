"""Sending, in a queue with a worker of its own: a gateway that hangs holds up nothing else."""

from uuid import UUID

from procrastinate.contrib.django import app

from huisheng.core.jobs import RETRY
from huisheng.outbox.actions.letters import take_letters_as_delivered
from huisheng.outbox.actions.send import send_at_once, send_due


@app.task(name="outbox.send", queue="messages", retry=RETRY)
def send(*, message_id: str) -> None:
    """A message that was just made goes out at once."""
    send_at_once(UUID(message_id))


@app.periodic(cron="* * * * *")
@app.task(name="outbox.send_due", queue="messages", queueing_lock="outbox.send_due")
def send_what_is_due(timestamp: int) -> None:
    """Every minute: what is to be tried again, and what a killed worker left."""
    send_due()


@app.periodic(cron="23 * * * *")
@app.task(name="outbox.letters", queue="clock", queueing_lock="outbox.letters")
def letters(timestamp: int) -> None:
    """Every hour: letters that were posted days ago count as delivered."""
    take_letters_as_delivered()
