"""Background jobs (Procrastinate): in the same database, and in the transaction that causes them."""

from typing import Any

from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

RETRY = RetryStrategy(max_attempts=8, exponential_wait=3)
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
    """Run again what a killed worker left half done. Jobs are idempotent, so twice does no harm."""
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS):
        await app.job_manager.retry_job(job)
