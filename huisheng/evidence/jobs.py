"""What keeps the log going. Appending is in the clock's queue, whose runs are short; the rest waits its turn."""

from procrastinate.contrib.django import app

from huisheng.evidence.actions.append import append_pending
from huisheng.evidence.actions.publish import publish_openings
from huisheng.evidence.actions.sign import forget_old_checkpoints, sign_checkpoint
from huisheng.evidence.actions.submit import submit_checkpoint
from huisheng.evidence.keys import NoKey


@app.periodic(cron="* * * * * */10")
@app.task(name="evidence.append", queue="clock", queueing_lock="evidence.append")
def append(timestamp: int) -> None:
    """Every ten seconds: what happened goes into the log, and the log is signed."""
    try:
        append_pending()
        sign_checkpoint()
    except NoKey:
        return


@app.periodic(cron="* * * * *")
@app.task(name="evidence.submit", queueing_lock="evidence.submit")
def submit(timestamp: int) -> None:
    """Every minute: witnesses see the newest checkpoint."""
    submit_checkpoint()


@app.periodic(cron="23 3 1,8,15,22 * *")
@app.task(name="evidence.publish", queueing_lock="evidence.publish")
def publish(timestamp: int) -> None:
    """Four nights a month, the first among them: what the log holds is opened."""
    try:
        publish_openings()
        sign_checkpoint()
    except NoKey:
        return
    forget_old_checkpoints()
