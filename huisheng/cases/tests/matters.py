"""Matters for tests: asked in the cast's district and taken as far as a test needs them."""

from typing import Any
from uuid import UUID, uuid4

from huisheng.cases.actions.accept import accept_case
from huisheng.cases.actions.answer import Reply, reply_to_case
from huisheng.cases.actions.ask import Receipt, Request, ask
from huisheng.cases.actions.course import RESIDENT, Token
from huisheng.cases.actions.load_catalogue import load_catalogue
from huisheng.cases.models import Case
from huisheng.cases.models.codes import Outcome
from huisheng.cases.queries.catalogue import catalogue
from huisheng.people.models import Person
from huisheng.people.viewer import Viewer, viewer_for
from tests.cast import Cast

WORDS = "3号楼2单元暖气一直不热，已经三天了，楼上有八十岁的老人。"


def viewer(person: Person) -> Viewer:
    """What this person may do today."""
    return viewer_for(person.account)


def token(case: Case | None = None) -> Token:
    """A fresh form; with a case, one whose page shows it as it is."""
    return Token(uuid4(), case.version if case else None)


def category_id(code: str) -> int:
    """A category of the example catalogue, loaded when it is not there yet."""
    load_catalogue()
    return catalogue().by_code[code].id


def asked(cast: Cast, category: str | None = "heating", **fields: Any) -> Receipt:
    """A matter from the first plot of the cast; heating goes to the station by the catalogue."""
    made = {
        "words": WORDS,
        "key": uuid4(),
        "category_id": category_id(category) if category else None,
        "plot_id": cast.plots[0].id,
    }
    return ask(Request(**{**made, **fields}), RESIDENT)


def case_of(receipt: Receipt) -> Case:
    """The case as it stands in the database."""
    return Case.objects.get(pk=receipt.case_id)


def assigned(cast: Cast, **fields: Any) -> Case:
    """At the station, not signed for."""
    return case_of(asked(cast, **fields))


def handling(cast: Cast, **fields: Any) -> Case:
    """Signed for by 王芳."""
    return accept_case(assigned(cast, **fields).id, viewer(cast.wang_fang), token())


def answer_case(case_id: UUID, viewer: Viewer, token: Token, words: str, outcome: Outcome) -> Case:
    """Answer as the page does; what is short or was said before is insisted on, so that tests may say "好了。"."""
    reply = Reply(words, outcome, insist="见现场记录。")
    return reply_to_case(case_id, viewer, token, reply)


def answered(cast: Cast, **fields: Any) -> Case:
    """Answered by 王芳; the resident is asked."""
    case = assigned(cast, **fields)
    return answer_case(case.id, viewer(cast.wang_fang), token(), "立管已经排气，回水正常。", Outcome.FIXED)
