"""docs/reference/clocks.md: what is timed, for how long by default, and how far it bends, made from the code."""

from collections.abc import Iterator

from django.utils.translation import override

from huisheng.cases.models.codes import PauseReason
from huisheng.cases.models.defaults import DEFAULTS, LEEWAYS, WORKING
from huisheng.cases.models.transitions import AFTER_CLOSING, Clock
from huisheng.cases.queries.lengths import say_minutes
from huisheng.cases.queries.times import URGENCIES

HEAD = """# Clocks

Made by `bin/huisheng states` from `huisheng/cases/models/defaults.py`; a test compares the two. These are the defaults:
what a district uses stands in its catalogue (`/cases/catalogue/times`) and is shown to everybody at `/times`.
What says "working" counts 8:30–12:00 and 13:00–17:30 on the days of the working calendar; the rest runs day and night.

"""
STARTS: dict[str, str] = {
    Clock.TRIAGE: "a matter waits at a desk",
    Clock.ASSIGN: "it is triaged",
    Clock.SIGN: "a unit is given it",
    Clock.HANDLE: "it is first given to a unit: this is the promise; anew when the resident sends it back",
    Clock.CONFIRM: "it is answered; runs against the resident's silence, never warns and never escalates",
    Clock.CONTACT: "it is first given to a unit; ends with a contact, progress, a question or the answer",
    Clock.APPROVE: "more time is asked for; passes to the level above when it runs out",
    Clock.RULE: "a unit objects that a matter is not its own",
    Clock.REPORT: "a unit is called to a matter",
    Clock.REVIEW: "an exclusion waits for its second reviewer; a pending matter's date is given by the act",
    Clock.CALL_BACK: "a case is closed whose resident left a telephone number",
    Clock.RECHECK: "a case is closed",
    "sign_call": "a unit is called by a whistle",
    "rule_call": "a unit that was called says that it cannot come",
}
BENDS = """
## How far a handling clock bends
| | {columns} |
|---|{rule}
"""
RULES = """
**More time** is asked for before the promise has passed, with a reason that the resident reads; somebody else one
level up decides, and may grant less. What came back or was taken up again after that can get more time
for its new clock; late for the figures it stays. **A pause** lasts 90 days at most, all of one clock
together as well, keeps what is left to the second,
and never moves a promise: on time is judged by the first promise plus approved extensions, whatever was paused. Its
reasons: {reasons}.

A case keeps the edition of the catalogue under which it was received for every clock that starts later. When a year's
holidays are announced, deadlines in working time that reach into it are computed anew (`retime`): a unit's clock moves
by what is left of its working time, a promise only ever becomes earlier.
"""


def clocks() -> str:
    """The page."""
    with override("en"):
        return "".join([HEAD, *_defaults(), *_bends(), _rules()])


def _defaults() -> Iterator[str]:
    yield f"| Clock | Identifier | Begins when | {' | '.join(str(u.label) for u in URGENCIES)} |\n"
    yield f"|---|---|---|{'---|' * len(URGENCIES)}\n"
    for clock in Clock:
        times = (DEFAULTS[clock, urgency] for urgency in URGENCIES)
        said = " | ".join(say_minutes(minutes, working=basis == WORKING) for minutes, basis in times)
        after = "; goes on after closing" if clock in AFTER_CLOSING else ""
        yield f"| {clock.label} | `{clock}` | {STARTS[clock]}{after} | {said} |\n"


def _bends() -> Iterator[str]:
    yield BENDS.format(columns=" | ".join(str(u.label) for u in URGENCIES), rule="---|" * len(URGENCIES))
    leeways = [LEEWAYS[urgency] for urgency in URGENCIES]
    working = [DEFAULTS[Clock.HANDLE, urgency][1] == WORKING for urgency in URGENCIES]
    longest = (
        say_minutes(one.extension_minutes, working=so) for one, so in zip(leeways, working, strict=True)
    )
    yield f"| extensions | {' | '.join(str(one.extensions) for one in leeways)} |\n"
    yield f"| all of them together | {' | '.join(longest)} |\n"
    yield f"| may be paused | {' | '.join('yes' if one.pauses else 'no' for one in leeways)} |\n"
    yield f"| warns after | {' | '.join(f'{one.warn_percent} %' for one in leeways)} |\n"


def _rules() -> str:
    return RULES.format(reasons=", ".join(str(reason.label).lower() for reason in PauseReason))
