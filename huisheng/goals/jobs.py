"""The goals' background jobs."""

from procrastinate.contrib.django import app

from huisheng.goals.actions.keep_land_cover import keep_land_cover
from huisheng.goals.actions.record_readings import record_readings
from huisheng.goals.actions.release_ratings import release_ratings


@app.periodic(cron="* * * * *")
@app.task(name="goals.keep_land_cover", queueing_lock="goals.keep_land_cover", lock="goals.keep_land_cover")
def follow_the_network(timestamp: int) -> None:
    """Every minute: where a large city's network changed, its cover is worked out anew."""
    keep_land_cover()


# Times of the queue are UTC: this is ten to midnight in China.
@app.periodic(cron="50 15 * * *")
@app.task(name="goals.record_readings", queue="clock", queueing_lock="goals.record_readings")
def read_the_goals(timestamp: int) -> None:
    """At the end of each day: what every goal comes to."""
    record_readings()


@app.periodic(cron="20 19 * * *")
@app.task(name="goals.release_ratings", queueing_lock="goals.release_ratings", lock="goals.release_ratings")
def release(timestamp: int) -> None:
    """Every night; on the first of a month that has something to release, it does."""
    release_ratings()
