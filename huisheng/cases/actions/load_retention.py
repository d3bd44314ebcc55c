"""Loading how long what is kept: rows that are never changed, each in force from its day."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from huisheng.cases.models import RetentionRule
from huisheng.core import audit

EXAMPLE = Path(__file__).parents[1] / "data" / "retention.json"
SHORTEST = 90


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
    force stays on record, and a change gets a day of its own.
    """
    wanted = [_read(rule) for rule in _rules(path)]
    new = 0
    with transaction.atomic():
        for rule in wanted:
            known = RetentionRule.objects.filter(kind=rule.kind, since=rule.since).first()
            if known is not None and known.days != rule.days:
                raise BadRetention(
                    _("%(since)s 起的规定已经在用，不能再改：请另写一个日期。") % {"since": rule.since}
                )
            if known is None:
                RetentionRule.objects.create(kind=rule.kind, since=rule.since, days=rule.days)
                new += 1
        if new:
            audit.record("retention.loaded", actor=None, rules=new)
    return new


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
