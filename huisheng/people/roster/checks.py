"""What is wrong with rows of members, in words for whoever made the file; never with a name in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from huisheng.core import clock
from huisheng.network.faults import Fault
from huisheng.network.models import Organisation
from huisheng.network.rows import Bundle
from huisheng.people.models import Member
from huisheng.people.roster.rows import KIND, STEPS, Held, MemberRow, State, read_register

NUMBER = re.compile(r"[0-9A-Za-z-]*")


def faults_of_members(rows: Sequence[MemberRow], bundle: Bundle) -> Iterator[Fault]:
    """All faults besides those that follow from the columns. Two statements."""
    register, gone, today = read_register(), _gone(bundle), clock.today()
    seen: dict[Any, int] = {}
    for position, row in enumerate(rows):
        matches = register.matches(row)
        words = [*_of_itself(row, gone, today), *_of_change(row, matches)]
        first = seen.setdefault(matches[0].id if len(matches) == 1 else row.number or row.who, position)
        if first != position and not (row.number and rows[first].number == row.number):
            words.append(
                _("和 %(origin)s 是同一个人。不是的话，请写上党员编号。")
                % {"origin": bundle.origin(KIND.name, first)}
            )
        for word in words:
            yield bundle.fault(KIND.name, position, word)


def _of_itself(row: MemberRow, gone: set[str], today: date) -> Iterator[str]:
    if not NUMBER.fullmatch(row.number):
        yield _("党员编号只用数字、字母和连字符。")
    if row.state_since < row.joined:
        yield _("“状态起”早于入党日期。")
    if max(row.joined, row.state_since) > today:
        yield _("日期还没有到。到了那一天再导入。")
    if row.organisation in gone and row.state in (State.ACTIVE, State.SUSPENDED):
        yield _("党组织“%(code)s”已经撤销。请写党员转到了哪里。") % {"code": row.organisation}


def _of_change(row: MemberRow, matches: Sequence[Held]) -> Iterator[str]:
    """Whether it follows from what is held."""
    if len(matches) > 1:
        yield _("有 %(count)d 名党员的姓名、党组织和入党日期都一样。请写上党员编号。") % {
            "count": len(matches)
        }
    if len(matches) != 1:
        return
    held = matches[0].row
    changes, moves = row.state != held.state, row.organisation != held.organisation
    if changes and row.state in State.values and (held.state, row.state) not in STEPS:
        labels = {"old": State(held.state).label, "new": State(row.state).label}
        yield _("这名党员现在是“%(old)s”，不能改成“%(new)s”。") % labels
    elif moves and row.state != Member.State.ACTIVE:
        yield _("只有在册的党员能换党组织。")
    elif moves and row.state_since <= held.state_since:
        yield _("换了党组织，“状态起”要写转过去的那一天，晚于 %(day)s。") % {
            "day": held.state_since.isoformat()
        }
    elif changes and row.state_since < held.state_since:
        yield _("“状态起”早于上一次变动（%(day)s）。") % {"day": held.state_since.isoformat()}


def _gone(bundle: Bundle) -> set[str]:
    """Codes of organisations that have ended, by the files where they say so."""
    today = clock.today()
    gone = set(Organisation.objects.filter(until__lte=today).values_list("code", flat=True))
    said = {row.code: row.until is not None and row.until <= today for row in bundle.organisations}
    return {code for code in gone if said.get(code, True)} | {code for code, ended in said.items() if ended}
