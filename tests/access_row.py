"""One row of the access table, and words that many rows say. How to read and write them: access_table.py."""

from __future__ import annotations

from dataclasses import dataclass

RELATIONS = ("inside", "outside", "above", "below", "called")
HANDLERS = (
    "field_worker",
    "station_clerk",
    "dispatcher",
    "department_handler",
    "call_back_clerk",
    "leader",
    "identity_officer",
)
# Keeps the register of members and sees no matters; called or not.
REGISTRAR = "registrar:centre"
STAFF = (*HANDLERS, "auditor", "administrator")


@dataclass(frozen=True)
class Row:
    """One route. See the top of this file."""

    route: str
    may: str
    post: str | None = None
    about: str = ""
    empty: bool = False

    def allows(self, role: str, relation: str, method: str) -> bool:
        """Whether somebody of that role and relation is let in. Role `nobody`: without an account."""
        words = (self.may if method == "GET" or self.post is None else self.post).split()
        if "everybody" in words or ("signed_in" in words and role != "nobody"):
            return True
        return any(_fits(word, role, relation) for word in words)


def _fits(word: str, role: str, relation: str) -> bool:
    named, _, relations = word.partition(":")
    if named != role and not (named == "*" and role in HANDLERS):
        return False
    named_relations = relations.split(",")
    return (
        not relations or relation in named_relations or (relation == "centre" and "above" in named_relations)
    )


# Who handles matters, as words of a row.
HANDLERS_WORD = " ".join(HANDLERS)
# architecture.md, "Who may see a case", as docs/decisions/0004-access.md reads it.
SEES = (
    "field_worker:inside station_clerk:inside,above dispatcher:inside,above department_handler:inside "
    "call_back_clerk:inside,above leader:inside,above identity_officer:inside,above *:called"
)
HANDLES = "field_worker:inside station_clerk:inside,above dispatcher:inside department_handler:inside"
# Somebody above, and outside the unit.
REVIEWS = "dispatcher:above leader:above"
# Whoever keeps the network at the station: its own people and those above it.
KEEPS_ALL = "dispatcher:centre"
KEEPS = "station_clerk:inside,above dispatcher:inside,above"
OVERSEE = "dispatcher:inside,above leader:inside,above identity_officer:inside,above"
# The plots under the station are kept by the studio's own people too.
KEEPS_PLOT = "station_clerk:inside,above,below dispatcher:inside,above,below"
# Whoever was called and does more than telephone.
CALLED = "field_worker:called station_clerk:called dispatcher:called department_handler:called leader:called"
CALLED += " identity_officer:called"
# Whoever was called and handles matters there.
CALLED_HANDLES = "field_worker:called station_clerk:called dispatcher:called department_handler:called"
# Who keeps the network at a unit, and who at the one above it.
KEEPS_ABOVE = "station_clerk:above dispatcher:above"
