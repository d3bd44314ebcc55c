"""Loading how long what is kept: rows that are never changed, each in force from its day."""

import json
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from huisheng.cases.models import RetentionRule
from huisheng.core import audit, clock

EXAMPLE = Path(__file__).parents[1] / "data" / "retention.json"
SHORTEST = 90
NOTICE = timedelta(days=30)
"""How long before usual rules erase anything: time enough to load others."""


class BadRetention(Exception):
    """The file is no set of retention rules; the message says why."""


@dataclass(frozen=True)
class Wanted:
    """One rule of the file."""

    kind: str
    since: date
    days: int


def load_retention(path: Path = EXAMPLE) -> int:
    """Bring the rules of a file into force, each on its day; how many were new.

    The same file again changes nothing. `BadRetention` for a rule that differs from the one of that day: what was in
    force stays on record, and a change gets a day of its own. From then on the usual rule of the kind counts no more.
    """
    wanted = [_read(rule) for rule in _rules(path)]
    with transaction.atomic():
        new = sum(_bring(rule) for rule in wanted)
        if new:
            audit.record("retention.loaded", actor=None, rules=new)
    return new


def _bring(rule: Wanted) -> bool:
    """Write one rule; whether it was new."""
    known = RetentionRule.objects.filter(kind=rule.kind, since=rule.since).first()
    if known is None:
        RetentionRule.objects.create(kind=rule.kind, since=rule.since, days=rule.days)
        return True
    if known.days != rule.days and not (known.usual and known.since > clock.today()):
        raise BadRetention(
            _("%(since)s 起的规定已经在用，不能再改：请另写一个日期。") % {"since": rule.since}
        )
    taken_over = known.usual
    known.days, known.usual = rule.days, False
    known.save(update_fields=["days", "usual"])
    return taken_over


def bring_usual_rules() -> int:
    """Give each kind that has no rule the example's, in force after 30 days; how many. A second time: none.

    Called by every `migrate`, so that no installation keeps everything for good because nobody thought of it.
    The notice is for an installation with old matters: nothing is erased in the night after an update.
    """
    since, known = clock.today() + NOTICE, set(RetentionRule.objects.values_list("kind", flat=True))
    usual = {rule.kind: rule.days for rule in map(_read, _rules(EXAMPLE))}
    new = [
        RetentionRule(kind=kind, since=since, days=days, usual=True)
        for kind, days in usual.items()
        if kind not in known
    ]
    if new:
        with transaction.atomic():
            RetentionRule.objects.bulk_create(new, ignore_conflicts=True)
            audit.record("retention.usual", actor=None, rules=len(new))
    return len(new)


def _rules(path: Path) -> list[dict[str, object]]:
    try:
        rules = json.loads(path.read_text(encoding="utf-8"))["rules"]
    except (ValueError, KeyError, TypeError):
        rules = None
    if not isinstance(rules, list) or not rules:
        raise BadRetention(_("这个文件里没有保存期的规定。"))
    return rules


def _read(rule: dict[str, object]) -> Wanted:
    try:
        wanted = Wanted(str(rule["kind"]), date.fromisoformat(str(rule["since"])), int(str(rule["days"])))
    except (KeyError, TypeError, ValueError) as problem:
        raise BadRetention(_("每条规定要有 kind、since（日期）和 days（天数）。")) from problem
    if wanted.kind not in RetentionRule.Kind.values or wanted.days < SHORTEST:
        raise BadRetention(_("kind 是 contact 或 words，days 至少 90 天：三十天内还可以退回、复查。"))
    return wanted
