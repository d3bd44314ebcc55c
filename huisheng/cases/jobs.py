"""What runs by the clock. The queue `clock` has a worker of its own, so that no long job delays it."""

from procrastinate.contrib.django import app

from huisheng.cases.actions.escalate import escalate_overdue, let_fall_silent, warn_beside, warn_in_time
from huisheng.cases.actions.late import call_late_beside, call_late_contacts
from huisheng.cases.actions.mediate import ask_whether_kept
from huisheng.cases.actions.pause import resume_in_time
from huisheng.cases.actions.place import place_cases
from huisheng.cases.actions.recheck import ask_rechecks
from huisheng.cases.actions.retention import erase_expired


@app.periodic(cron="* * * * *")
@app.task(name="cases.escalate", queue="clock", queueing_lock="cases.escalate")
def escalate(timestamp: int) -> None:
    """Every minute: pauses that ended, warnings, then whatever is overdue gets the level above as supervisor."""
    resume_in_time()
    warn_in_time()
    escalate_overdue()
    call_late_contacts()
    call_late_beside()
    warn_beside()


@app.periodic(cron="*/10 * * * *")
@app.task(name="cases.silence", queue="clock", queueing_lock="cases.silence")
def silence(timestamp: int) -> None:
    """Every ten minutes: answered cases without a word from the resident become silent."""
    let_fall_silent()


@app.periodic(cron="30 8 * * *")
@app.task(name="cases.mediation_follow_up", queue="clock", queueing_lock="cases.mediation_follow_up")
def follow_mediations_up(timestamp: int) -> None:
    """Every morning: whether what was agreed on was kept, where the day for it has come."""
    ask_whether_kept()


@app.periodic(cron="41 2 * * *")
@app.task(name="cases.erase_expired", queueing_lock="cases.erase_expired")
def erase(timestamp: int) -> None:
    """Every night: what is past its time is erased."""
    erase_expired()


@app.periodic(cron="11 19 * * *")
@app.task(name="cases.place", queueing_lock="cases.place")
def place(timestamp: int) -> None:
    """Every night: what an act put where its unit stood a moment before the tree changed."""
    place_cases()


# Times of the queue are UTC: by day in China, when a message wakes nobody.
@app.periodic(cron="15 1-11 * * *")
@app.task(name="cases.recheck", queue="clock", queueing_lock="cases.recheck")
def recheck(timestamp: int) -> None:
    """Every hour of the day: residents are asked whether what was fixed four weeks ago still is."""
    ask_rechecks()
