"""Background jobs (Procrastinate): in the same database, and in the transaction that causes them."""

from typing import Any

from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Status

# A minute more after each try: soon at first, and on for more than a day when a gateway is down.
RETRY = RetryStrategy(max_attempts=60, wait=5, linear_wait=60)
STALLED_SECONDS = 20


@app.task(name="core.deliver", retry=RETRY)
def deliver(*, reaction: str, fields: dict[str, Any]) -> None:
    """Deliver one event to one reaction."""
    from huisheng.core import events

    events.react(reaction, fields)


@app.periodic(cron="17 * * * *")
@app.task(name="core.forget_requests", queue="clock")
def forget_requests(timestamp: int) -> None:
    """Every hour: what was kept to count requests goes after a day."""
    from huisheng.core.rate import forget_old_requests

    forget_old_requests()


@app.periodic(cron="* * * * *")
@app.task(name="core.revive_stalled", pass_context=True, queue="clock")
async def revive_stalled(_context: JobContext, timestamp: int) -> None:
    """Run again what a killed worker left half done. Jobs are idempotent, so twice does no harm.

    A job of the clock whose next run waits already is only ended: two of its kind never wait together.
    """
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS):
        try:
            await app.job_manager.retry_job(job)
        except UniqueViolation:
            await app.job_manager.finish_job(job, status=Status.FAILED, delete_job=False)
