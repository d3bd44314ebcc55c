from procrastinate.contrib.django import app

from huisheng.people.actions import guesses
from huisheng.people.actions.forget_sessions import forget_old_sessions
from huisheng.people.actions.undo_members import forget_imported_members


@app.periodic(cron="17 * * * *")
@app.task(name="people.forget_old_guesses")
def forget_old_guesses(timestamp: int) -> None:
    """Once an hour, delete wrong guesses that no longer count."""
    guesses.forget_old_guesses()


@app.periodic(cron="27 3 * * *")
@app.task(name="people.forget_old_sessions")
def forget_sessions(timestamp: int) -> None:
    """Every night, delete sessions that have run out."""
    forget_old_sessions()


@app.periodic(cron="37 3 * * *")
@app.task(name="people.forget_imported_members")
def forget_imported(timestamp: int) -> None:
    """Every night, forget what files changed in the register long ago."""
    forget_imported_members()
