"""What an act says when it will not do something."""

from django.utils.functional import Promise


class Refused(Exception):
    """An act was refused. `message` says in plain words why, and what to do now; `field` by which field of a form
    it is to be said (None: above the form)."""

    def __init__(self, message: str | Promise, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field

    def __str__(self) -> str:
        return str(self.message)
