"""What an act says when it will not do something."""

from django.utils.functional import Promise


class Refused(Exception):
    """An act was refused. `message` says in plain words why, and what to do now."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)
