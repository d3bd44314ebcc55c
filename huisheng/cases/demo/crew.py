"""Who works where in the demo, so that every act has a person who may do it."""

from collections.abc import Iterable

from huisheng.cases.actions.course import Actor
from huisheng.cases.models.transitions import Who
from huisheng.network.snapshot import Tree

HANDLING = ("field_worker", "station_clerk", "department_handler")
DESK = ("station_clerk", "dispatcher")


class Crew:
    """Staff by unit and role; `posts` are rows of unit, role, person and account ids."""

    def __init__(self, network: Tree, posts: Iterable[tuple[int, str, int, int]]) -> None:
        self._network = network
        self._held: dict[tuple[int, str], Actor] = {}
        self.officers: list[Actor] = []
        for unit_id, role, person_id, account_id in posts:
            who = Who.CALL_BACK if role == "call_back_clerk" else Who.STAFF
            actor = Actor(who, account_id, person_id)
            self._held.setdefault((unit_id, role), actor)
            if role == "identity_officer":
                self.officers.append(actor)
        self.callers = [actor for (_unit, role), actor in self._held.items() if role == "call_back_clerk"]

    def handler(self, unit_id: int) -> Actor | None:
        """Who handles what this unit is responsible for: its own people, else the station's clerk above."""
        post = self.post(unit_id)
        return self._held[post] if post is not None else None

    def own(self, unit_id: int) -> Actor | None:
        """Somebody of exactly this unit who handles matters."""
        return next((self._held[unit_id, role] for role in HANDLING if (unit_id, role) in self._held), None)

    def desk(self, unit_id: int) -> Actor | None:
        """Who triages and assigns for this unit: somebody there or above."""
        for above in self._network.ancestors(unit_id):
            for role in DESK:
                if (above, role) in self._held:
                    return self._held[above, role]
        return None

    def over(self, unit_id: int) -> Actor | None:
        """Somebody above a unit who is a dispatcher there: who approves and reviews."""
        above = self._network.ancestors(unit_id)[1:]
        return next(
            (self._held[unit, "dispatcher"] for unit in above if (unit, "dispatcher") in self._held), None
        )

    def leader(self, unit_id: int) -> Actor | None:
        """A leader above a unit: who had no part in what was approved there."""
        above = self._network.ancestors(unit_id)[1:]
        return next((self._held[unit, "leader"] for unit in above if (unit, "leader") in self._held), None)

    def post(self, unit_id: int) -> tuple[int, str] | None:
        """Unit and role of whoever handles what this unit is responsible for."""
        for above in self._network.ancestors(unit_id):
            for role in HANDLING:
                if (above, role) in self._held and (above == unit_id or role == "station_clerk"):
                    return above, role
        return None

    def unit_of(self, role: str) -> int | None:
        """The unit of the first holder of a role: the one with a name, whose day the demo shows."""
        return next((unit for unit, held in self._held if held == role), None)
