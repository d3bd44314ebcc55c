"""What a call-back clerk asks: the district's own scripts, else those that come with the programme."""

import tomllib
from functools import cache
from pathlib import Path

from django.utils.translation import get_language

from huisheng.cases.models import CallScript, Case
from huisheng.cases.models.codes import Outcome

SHIPPED = Path(__file__).parent.parent / "data" / "call_scripts.toml"


def scripts() -> dict[Outcome, tuple[str, str]]:
    """Chinese and English by outcome. One statement."""
    own = {Outcome(code): (zh, en) for code, zh, en in CallScript.objects.values_list("outcome", "zh", "en")}
    return {**_shipped(), **own}


def script_for(case: Case) -> str:
    """What to ask about this case's answer, in the reader's language; empty where it has none."""
    if not case.outcome:
        return ""
    zh, en = scripts()[Outcome(case.outcome)]
    return en if (get_language() or "").startswith("en") else zh


@cache
def _shipped() -> dict[Outcome, tuple[str, str]]:
    said = tomllib.loads(SHIPPED.read_text(encoding="utf-8"))
    return {Outcome(code): (texts["zh"], texts["en"]) for code, texts in said.items()}
