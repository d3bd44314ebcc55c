"""What is wrong with rows that somebody wants to load, in words for whoever made the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


@dataclass(frozen=True)
class Fault:
    """Where something is wrong (e.g. "units.csv 第 3 行"), what, and what to do.

    `kind` and `at`: the row of a bundle that is at fault, where it is one row's.
    """

    origin: str
    message: str
    kind: str = ""
    at: int = -1

    def __str__(self) -> str:
        return _("%(origin)s：%(message)s") % {"origin": self.origin, "message": self.message}


class NetworkRefused(Exception):
    """Nothing was loaded. `faults` has every fault that was found."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = list(faults)


# What the database itself refuses (models, migration 0002), for what the checks before it cannot see.
RULES = {
    "network_plotholding_one_branch_at_a_time": gettext_lazy("同一责任田在同一时间只能归一个党支部。"),
    "network_team_one_team_at_a_time": gettext_lazy("同一责任田在同一时间只能有一个服务团队。"),
    "network_plothub_one_plot_at_a_time": gettext_lazy("同一中心户在同一时间只能属于一块责任田。"),
    "network_unit_one_root": gettext_lazy("最上级单位只能有一个。"),
    "network_dispatchedbranch_one_per_entity": gettext_lazy("同一单位在同一时间只能派驻一个党支部。"),
    "network_entity_once": gettext_lazy("同一个地方，同名的企业或社会组织只能登记一个。"),
    "network_plot_sign_code_key": gettext_lazy("标牌码已用在别的责任田上。"),
}
