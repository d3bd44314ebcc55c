"""What the invented residents and workers say: sentences of ours, put together by chance (`data/demo_words.toml`)."""

import random
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from huisheng.network.nodes import PlotNode

FILE = Path(__file__).parents[1] / "data" / "demo_words.toml"
PLACE_SHARE, DETAIL_SHARE = 0.75, 0.8


@dataclass(frozen=True)
class Wording:
    """One matter in words: what is wrong, what the resident adds, what the unit answers when it is done."""

    problem: str
    detail: str
    fixed: str


class Phrases:
    """Sentences about one category and place. All from one source of chance, so that a seed tells all."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._words: dict[str, dict[str, Any]] = tomllib.loads(FILE.read_text(encoding="utf-8"))
        self._common = self._words["common"]

    def weights(self, month: int) -> dict[str, float]:
        """How common each category is in a month (1–12)."""
        return {
            code: words["weight"] * words.get("months", [1] * 12)[month - 1]
            for code, words in self._words.items()
            if code != "common"
        }

    def departments(self, category: str) -> tuple[str, ...]:
        """Whose help matters of a category need: beginnings of names, first whom they concern most."""
        return tuple(self._words[category]["departments"])

    def matter(self, category: str) -> Wording:
        """One of the matters of a category."""
        return Wording(*self._rng.choice(self._words[category]["matters"]))

    def request(self, wording: Wording, plot: PlotNode | None) -> str:
        """What a resident asks for."""
        choose = self._rng.choice
        parts = [choose(self._common["openings"]) + self._place(wording, plot), wording.problem + "。"]
        if self._rng.random() < DETAIL_SHARE:
            parts.append(wording.detail)
        return self._filled("".join([*parts, choose(self._common["asks"])]), plot)

    def about_a_unit(self, name: str) -> str:
        """What a resident says about a unit."""
        return self._filled(f"{name}：{self._rng.choice(self._common['accusations'])}", None)

    def answer(self, wording: Wording, outcome: str, plot: PlotNode | None) -> str:
        """What the unit answers; `outcome` is one of `Outcome`."""
        found = {each: f"found_{each}" for each in ("upheld", "partly_upheld", "not_upheld")}
        named = {"fixed": None, "agreed": None, "partly": "partly", "not_agreed": "not_agreed", **found}
        kind = named.get(outcome, "never")
        words = self._rng.choice(self._common[kind]) if kind else wording.fixed
        return self._filled("您好，" + words, plot)

    def say(self, kind: str) -> str:
        """One of the common sentences of a kind: `taken`, `notes`, `sent_back`, `comments`, …"""
        return self._filled(self._rng.choice(self._common[kind]), None)

    def question(self) -> tuple[str, str]:
        """A question and what the resident says to it."""
        asked, answered = self._rng.choice(self._common["questions"])
        return asked, self._filled(answered, None)

    def message(self) -> tuple[str, str]:
        """What a handler writes by the relay, and what the resident answers."""
        written, answered = self._rng.choice(self._common["messages"])
        return written, self._filled(answered, None)

    def address(self, plot: PlotNode) -> str:
        """The door of somebody in a plot."""
        return self._filled(f"{plot.name}{{b}}号楼{{u}}单元{{f}}0{self._rng.randint(1, 3)}", plot)

    def _place(self, wording: Wording, plot: PlotNode | None) -> str:
        named = plot is not None and "{place}" not in wording.problem and self._rng.random() < PLACE_SHARE
        return "{place}" if named else ""

    def _filled(self, text: str, plot: PlotNode | None) -> str:
        if "{" not in text:
            return text
        number = self._rng.randint
        return text.format(
            place=plot.name if plot is not None else "我们小区",
            b=number(1, 24),
            u=number(1, 5),
            f=number(2, 7),
            days=number(2, 9),
            hour=number(9, 11),
            spot=self._rng.choice(self._common["spots"]),
        )
