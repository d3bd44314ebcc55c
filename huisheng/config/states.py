"""docs/reference/states.md: the course of a case as a diagram and a table, made from the transition table."""

from collections.abc import Iterator

from django.utils.translation import override

from huisheng.cases.models.transitions import (
    CLOSED,
    STEP_OF,
    TRANSITIONS,
    State,
    Step,
    Transition,
)

HEAD = """# The course of a case

Made by `bin/huisheng states` from the one table in `huisheng/cases/models/transitions.py`; a test compares the two.
An act leads from any of the states named to one state, or leaves the case where it is. No act that is not here exists.

"""
STAYS = (
    "Acts that leave the case where it is, or put it where it or another stood, are in the table only.\n\n"
)
COLUMNS = ("Act", "Identifier", "From", "To", "Who", "Function", "Clock")


def states() -> str:
    """The page."""
    with override("en"):
        parts = [HEAD, "```mermaid\n", *_diagram(), "```\n\n", STAYS, *_table()]
        return "".join(parts)


def _diagram() -> Iterator[str]:
    """Mermaid's stateDiagram-v2: states by step, an arrow for each act that changes the state."""
    yield "stateDiagram-v2\n"
    for step in Step:
        inside = [state for state in State if STEP_OF[state] == step]
        if inside:
            yield f'    state "{step.label}" as step_{step.value} {{\n'
            yield from (f"        {state.value} : {state.label}\n" for state in inside)
            yield "    }\n"
    for source, target, acts in _arrows():
        yield f"    {source} --> {target} : {', '.join(acts)}\n"
    yield from (f"    {state.value} --> [*]\n" for state in CLOSED)


def _arrows() -> list[tuple[str, str, list[str]]]:
    """From, to, and the acts that lead there; `[*]` is where a case comes into being."""
    arrows: dict[tuple[str, str], list[str]] = {}
    for row in TRANSITIONS:
        for source in row.sources or ("[*]",):
            if row.target is not None and source != row.target:
                arrows.setdefault((str(source), str(row.target)), []).append(str(row.act.label))
    return [(source, target, acts) for (source, target), acts in arrows.items()]


def _table() -> Iterator[str]:
    for cells in (COLUMNS, ("---",) * len(COLUMNS), *(_cells(row) for row in TRANSITIONS)):
        yield f"| {' | '.join(cells)} |\n"


def _cells(row: Transition) -> tuple[str, ...]:
    who = ", ".join(str(one.label) for one in row.who)
    target = _name(row.target) if row.target else _leading(row)
    clock = str(row.clock.label) if row.clock else ""
    return str(row.act.label), f"`{row.act.value}`", _sources(row), target, who, row.function, clock


def _leading(row: Transition) -> str:
    if row.targets:
        return "the one that its event names: " + ", ".join(_name(state) for state in row.targets)
    return "stays" if row.sources else ""


def _sources(row: Transition) -> str:
    return ", ".join(_name(state) for state in row.sources) or "a new case"


def _name(state: State) -> str:
    return f"`{state.value}`"
