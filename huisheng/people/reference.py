"""Roles and functions as this district starts with them; `load_roles` writes them into rows.

Later apps add their own functions with `add_function` from their `AppConfig.ready`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext_noop as _

OWN, SUBTREE = "own", "subtree"
TEAM, CASES, AUDIT, ADMINISTER = "team", "cases", "audit", "administer"


@dataclass(frozen=True)
class FunctionRow:
    """A function by code; `reads_cases` when it lets its holder read matters."""

    code: str
    name: str
    reads_cases: bool = False


@dataclass(frozen=True)
class RoleRow:
    """A role by code, what it opens (`Role.Kind`), and its functions with their reach."""

    code: str
    name: str
    kind: str
    functions: Mapping[str, str] = field(default_factory=dict)


_functions = [
    FunctionRow("collect", _("收集")),
    FunctionRow("see", _("查看"), reads_cases=True),
    FunctionRow("triage", _("整理"), reads_cases=True),
    FunctionRow("assign", _("交办"), reads_cases=True),
    FunctionRow("handle", _("处理"), reads_cases=True),
    FunctionRow("call_back", _("回访"), reads_cases=True),
    FunctionRow("oversee", _("督办"), reads_cases=True),
    FunctionRow("review", _("复核")),
    FunctionRow("open_identity", _("打开身份"), reads_cases=True),
    FunctionRow("erase", _("删除内容"), reads_cases=True),
    FunctionRow("keep", _("维护网络")),
    FunctionRow("catalogue", _("维护办事目录")),
    FunctionRow("rule", _("裁定"), reads_cases=True),
    FunctionRow("members", _("管理党员名册")),
    FunctionRow("audit", _("审计")),
    FunctionRow("administer", _("管理账户")),
]

_roles = [
    RoleRow("field_worker", _("网格员"), CASES, {"collect": OWN, "see": OWN, "handle": OWN}),
    RoleRow(
        "station_clerk",
        _("工作站办事员"),
        CASES,
        {
            "collect": SUBTREE,
            "see": SUBTREE,
            "triage": SUBTREE,
            "assign": SUBTREE,
            "handle": SUBTREE,
            "keep": SUBTREE,
        },
    ),
    RoleRow(
        "dispatcher",
        _("调度员"),
        CASES,
        # `handle` at the own unit: what a sub-centre or the centre takes over, it must be able to answer.
        {
            "collect": SUBTREE,
            "see": SUBTREE,
            "triage": SUBTREE,
            "assign": SUBTREE,
            "handle": OWN,
            "review": SUBTREE,
            "keep": SUBTREE,
            "catalogue": OWN,
            "rule": OWN,
        },
    ),
    RoleRow("department_handler", _("部门经办人"), CASES, {"see": OWN, "handle": OWN}),
    RoleRow("call_back_clerk", _("回访员"), CASES, {"collect": SUBTREE, "call_back": SUBTREE}),
    RoleRow("leader", _("领导"), CASES, {"see": SUBTREE, "oversee": SUBTREE, "rule": OWN, "review": SUBTREE}),
    # Reads no matters: who is a member and who complains are not for the same eyes (docs/decisions/0012).
    RoleRow("registrar", _("组织员"), CASES, {"members": SUBTREE}),
    # Sealed identities: opened for a reason, on record. Stands apart from whoever handles (domain.md, answer 2).
    RoleRow(
        "identity_officer",
        _("身份保管员"),
        CASES,
        {"see": SUBTREE, "open_identity": SUBTREE, "erase": SUBTREE},
    ),
    RoleRow("auditor", _("审计员"), AUDIT, {"audit": SUBTREE}),
    RoleRow("administrator", _("管理员"), ADMINISTER, {"administer": SUBTREE}),
    RoleRow("secretary", _("党支部书记"), TEAM),
    RoleRow("hub_household", _("党员中心户"), TEAM),
    RoleRow("volunteer", _("党建志愿者"), TEAM),
    RoleRow("caring_resident", _("热心居民"), TEAM),
]

_added: dict[str, dict[str, str]] = {}


def add_function(row: FunctionRow, held_by: Mapping[str, str]) -> None:
    """Register a function of a later app: `held_by` gives role codes and their reach (`own`, `subtree`)."""
    _functions[:] = [known for known in _functions if known.code != row.code] + [row]
    _added[row.code] = dict(held_by)


def functions() -> list[FunctionRow]:
    """All functions, those of later apps included."""
    return list(_functions)


def roles() -> list[RoleRow]:
    """All roles in the order of lists, each with its functions, those of later apps included."""
    return [
        RoleRow(row.code, row.name, row.kind, {**row.functions, **_functions_added_to(row.code)})
        for row in _roles
    ]


def _functions_added_to(role: str) -> dict[str, str]:
    return {code: held_by[role] for code, held_by in _added.items() if role in held_by}
