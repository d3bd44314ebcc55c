"""How a resident's act is tried: once, and never against something that the resident has not seen."""

from collections.abc import Callable
from uuid import UUID, uuid4

from django.http import HttpRequest

from huisheng.cases.actions.course import Stale, Token
from huisheng.cases.queries.resident import Happening, matter_of
from huisheng.core.numbers import whole_number

TRIES = 3


class Overtaken(Exception):
    """Something that the resident may see happened since the page was opened: `news`, newest first."""

    def __init__(self, news: tuple[Happening, ...]) -> None:
        super().__init__(f"{len(news)} happenings")
        self.news = news


def form_token(request: HttpRequest) -> Token:
    """The token of a form; a form whose fields were lost counts as a fresh one that saw nothing."""
    seen = whole_number(str(request.POST.get("seen", "")))
    try:
        key = UUID(str(request.POST.get("key", "")))
    except ValueError:
        key = uuid4()
    return Token(key, seen)


def act_on_seen(token: Token, act: Callable[[Token], object]) -> None:
    """Do it, as long as nothing happened that the resident may see; what only staff see does not matter.

    `Overtaken` when something did, `NotOpen` when the act is not open any more.
    """
    for _try in range(TRIES):
        try:
            act(token)
            return
        except Stale as stale:
            news = matter_of(stale.case).since(stale.seen)
            if news:
                raise Overtaken(news) from stale
            token = Token(token.key, stale.case.version)
    raise Overtaken(())
