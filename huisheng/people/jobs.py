from procrastinate.contrib.django import app

from huisheng.people.actions import guesses


@app.periodic(cron="17 * * * *")
@app.task(name="people.forget_old_guesses")
def forget_old_guesses(timestamp: int) -> None:
    """Once an hour, delete wrong guesses that no longer count."""
    guesses.forget_old_guesses()
