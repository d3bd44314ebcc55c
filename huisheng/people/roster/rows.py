"""A member as a row of a file, and the members held as such rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from huisheng.network.kinds import Kind
from huisheng.people.models import Member, MemberChange

State, Step = Member.State, MemberChange.Kind


class MemberRow(NamedTuple):
    """One `Member` with the name of its person. An empty number: whoever has the rest, or somebody new."""

    number: str
    name: str
    organisation: str
    joined: date
    state: str
    state_since: date
    illustrative: bool

    @property
    def who(self) -> tuple[str, str, date]:
        """What tells a member from others where no number is written."""
        return self.name, self.organisation, self.joined


KIND = Kind(
    "members",
    MemberRow,
    Member,
    ("number",),
    {"organisation": "organisations"},
    paths={"name": "person__name", "illustrative": "person__illustrative"},
    meanings={
        "number": _("全区唯一，系统按它认人，导出时都有。新党员可以空着，系统会编一个。"),
        "name": _("姓名。不要写身份证号和电话。"),
        "state": _(
            "现在是什么情况。转出、停止党籍、恢复、去世都改这一栏，不要删行；区里转组织只改所在党组织。"
        ),
        "state_since": _("这个状态从哪一天起；区里转了组织的，写转过去的那一天。"),
    },
    ending=_("转出或去世"),
)

# What each change of the column means; what is not here cannot be.
STEPS: dict[tuple[str, str], str] = {
    (State.ACTIVE, State.SUSPENDED): Step.SUSPEND,
    (State.SUSPENDED, State.ACTIVE): Step.RESUME,
    (State.ACTIVE, State.TRANSFERRED): Step.TRANSFER_OUT,
    (State.TRANSFERRED, State.ACTIVE): Step.TRANSFER_IN,
    (State.ACTIVE, State.DEAD): Step.DIE,
    (State.SUSPENDED, State.DEAD): Step.DIE,
    (State.TRANSFERRED, State.DEAD): Step.DIE,
}


class Held(NamedTuple):
    """A member who is in the register."""

    id: int
    person_id: int
    row: MemberRow


class Register:
    """The members held, found by number or, where none is written, by name, organisation and day of joining."""

    def __init__(self, held: Iterable[Held]) -> None:
        self.by_number = {each.row.number: each for each in held}
        self._by_who: defaultdict[tuple[str, str, date], list[Held]] = defaultdict(list)
        for each in self.by_number.values():
            self._by_who[each.row.who].append(each)

    def matches(self, row: MemberRow) -> Sequence[Held]:
        """Who a row may mean: nobody, one, or several of the same name."""
        if row.number:
            held = self.by_number.get(row.number)
            return [held] if held else []
        return self._by_who.get(row.who, [])


def read_register() -> Register:
    """Every member. One statement."""
    columns = ("id", "person_id", *map(KIND.path, MemberRow._fields))
    rows = Member.objects.order_by("id").values_list(*columns)
    return Register(Held(id, person, MemberRow(*values)) for id, person, *values in rows)
