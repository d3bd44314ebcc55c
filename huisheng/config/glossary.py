"""`docs/glossary.md`: the words of the domain, the same on screen, in code and in the database.

Things are listed here by hand, one line each; a test fails when a model has none. Lists of codes are read from
the code, their Chinese from the source and their English from the translations that the pages use.
"""

import inspect
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType
from typing import TypeGuard

from django.apps import apps
from django.db.models import Model, TextChoices
from django.utils.translation import override

# Model: Chinese, English, number in domain.md (or none).
THINGS: dict[str, tuple[str, str, str]] = {
    "network.Area": ("辖区", "Area", "D5"),
    "network.Unit": ("单位（五级服务平台）", "Unit of the five-level platform", "D13"),
    "network.Organisation": ("党组织", "Party organisation", "D6"),
    "network.DispatchedBranch": ("派驻党支部", "Dispatched branch", "D8"),
    "network.Entity": ("企业和社会组织", "Firm or society", "D8"),
    "network.Plot": ("责任田", "Plot", "D9"),
    "network.PlotHolding": ("责任田归属", "Holding of a plot by a branch", "D11"),
    "network.Team": ("服务团队", "Service team", "D11"),
    "network.PlotHub": ("责任田的中心户", "Hub household of a plot", "D11"),
    "network.Dwelling": ("住户住房", "Dwelling", "D12"),
    "network.OwnersCommittee": ("业主委员会", "Owners' committee", "D16"),
    "network.MassOrg": ("群团和群众组织", "Mass organisation", "D16"),
    "network.Import": ("网络文件", "Network file", ""),
    "network.Revision": ("变更记录", "Revision of the network", ""),
    "network.Change": ("有生效日的变动", "Change with a day of its own", ""),
    "network.ChangeEnd": ("变动的结果", "End of a change", ""),
    "network.DoneAct": ("办过的表单", "Form whose act was done", ""),
    "network.Version": ("网络版本", "Version of the network", ""),
    "people.Person": ("人员", "Person", ""),
    "people.Account": ("账户", "Account", ""),
    "people.Member": ("党员", "Party member", "D7"),
    "people.MemberChange": ("党员变动", "Change of a member", "D7"),
    "goals.IndicatorVersion": ("指标的定义", "Version of an indicator", ""),
    "goals.RatingBatch": ("一批公布的评价", "Batch of released ratings", "D43"),
    "goals.Goal": ("目标", "Goal", "D1"),
    "goals.Target": ("目标值", "Target", "D1"),
    "goals.Reading": ("目标读数", "Reading", "D1"),
    "goals.LandCover": ("算好的土地覆盖", "Kept land cover", "D10"),
    "people.ImportedMember": ("导入的党员", "Imported member", "D7"),
    "people.MemberExport": ("名册导出", "Export of the register of members", "D7"),
    "people.SignInFailure": ("登录失败", "Failed sign-in", ""),
    "people.SecondFactorReset": ("重置第二道验证", "Reset of a second factor", ""),
    "people.Role": ("角色", "Role", ""),
    "people.Function": ("职能", "Function", ""),
    "people.RoleFunction": ("角色的职能", "Function of a role", ""),
    "people.Appointment": ("任职", "Appointment", ""),
    "people.Absence": ("外出与代班", "Absence with deputy", ""),
    "people.AbsenceRequest": ("请人代班的提议", "Request for a deputy", ""),
    "people.RoleGrant": ("授权", "Grant of a role", ""),
    "people.Consent": ("同意公开姓名", "Consent to be named", "D11"),
    "people.Invitation": ("邀请", "Invitation", ""),
    "people.Subject": ("个人信息主体", "Data subject", ""),
    "cases.Case": ("诉求", "Case", "D24"),
    "cases.CaseEvent": ("经过", "Event of a case", "D24"),
    "cases.CaseWords": ("诉求的文字", "Words of a case", ""),
    "cases.CasePhoto": ("照片", "Photo of a case", ""),
    "cases.Batch": ("几件一起办", "Act on several cases at once", ""),
    "cases.SideClock": ("另计的时限", "Clock beside a case's own", ""),
    "cases.CaseParty": ("请来一起办的单位", "Unit called to a case", ""),
    "cases.MediationParty": ("调解的一方", "Party of a mediation", "D17"),
    "cases.MediationSession": ("调解见面", "Session of a mediation", "D17"),
    "cases.MediationAgreement": ("调解协议", "Agreement of a mediation", "D17"),
    "cases.CallScript": ("回访问话", "Script of a call-back", ""),
    "cases.CaseOpening": ("打开身份", "Opening of an identity", ""),
    "cases.ErasureRequest": ("删除内容的要求", "Request to erase", ""),
    "cases.RetentionRule": ("保存期", "Retention rule", ""),
    "cases.CaseRating": ("一事一评", "Rating of a case", "D43"),
    "cases.Category": ("类别", "Category", ""),
    "cases.CatalogueVersion": ("目录版本", "Edition of the catalogue", ""),
    "cases.Route": ("去处", "Route", ""),
    "cases.Whistle": ("吹哨", "Whistle", ""),
    "cases.WhistleCall": ("被叫来的单位", "Unit that was whistled for", ""),
    "cases.Reserved": ("不能交给村、社区的事（清单）", "Work reserved above communities (the list)", ""),
    "cases.Deadline": ("时限", "Deadline", ""),
    "cases.Leeway": ("时限的余地", "Leeway of a deadline", ""),
    "cases.Handle": ("编号与凭据", "Handle", ""),
    "outbox.Message": ("消息", "Message", ""),
    "outbox.NewsSeen": ("看过的动静", "News seen", ""),
    "outbox.Template": ("消息模板", "Template of messages", ""),
    "evidence.LogLeaf": ("防篡改记录的一条", "Leaf of the log", ""),
    "evidence.LogNode": ("防篡改记录的树节点", "Node of the log's tree", ""),
    "evidence.Head": ("防篡改记录的末尾", "Head of the log", ""),
    "evidence.Checkpoint": ("检查点（签名的记录状态）", "Checkpoint", ""),
    "evidence.Cosignature": ("见证签名", "Cosignature of a witness", ""),
    "evidence.OpeningFile": ("公开文件", "File of openings", ""),
    "core.AuditEntry": ("审计记录", "Audit entry", ""),
    "core.CalendarDay": ("工作日历", "Day of the working calendar", ""),
    "core.RequestMark": ("来访计数", "Mark of a request", ""),
}

HEAD = """# Glossary

One word for one thing: on screen, in code, in the database. Written by `huisheng glossary`; a test keeps it true.

"""


def glossary() -> str:
    """The whole page, in Markdown."""
    parts = [
        HEAD,
        "## Things\n\n",
        _table(_things(), ("中文", "English", "identifier", "table", "domain.md")),
    ]
    for title, rows in _lists():
        parts.append(f"\n## `{title}`\n\n{_table(rows, ('中文', 'English', 'code'))}")
    return "".join(parts)


def our_models() -> Iterator[type[Model]]:
    """Every model of ours, in the order of the apps."""
    return (model for model in apps.get_models() if model.__module__.startswith("huisheng."))


def _things() -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for model in our_models():
        known = THINGS.get(model._meta.label)
        if known is not None:
            chinese, english, number = known
            rows.append((chinese, english, f"`{model.__name__}`", f"`{model._meta.db_table}`", number))
    return rows


def _lists() -> Iterator[tuple[str, list[tuple[str, ...]]]]:
    for config in apps.get_app_configs():
        if config.name.startswith("huisheng.") and config.models_module is not None:
            for choices in _choices(config.models_module):
                yield f"{config.label}.{choices.__qualname__}", [_words(member) for member in choices]


def _choices(models: ModuleType) -> list[type[TextChoices]]:
    """Lists with words of their own, from the modules of the app's `models` package, each once."""
    found: dict[str, type[TextChoices]] = {}
    names = [name for name, value in vars(models).items() if inspect.ismodule(value)]
    for module in [models, *(import_module(f"{models.__name__}.{name}") for name in sorted(names))]:
        holders = [module, *(v for v in vars(module).values() if inspect.isclass(v) and issubclass(v, Model))]
        for value in (value for holder in holders for value in vars(holder).values()):
            if _is_list(value) and value.__module__.startswith(models.__name__):
                found[value.__qualname__] = value
    return [found[name] for name in sorted(found)]


def _is_list(value: object) -> TypeGuard[type[TextChoices]]:
    """Whether it is a list of codes that have Chinese words."""
    if not (inspect.isclass(value) and issubclass(value, TextChoices)):
        return False
    return any(not str(member.label).isascii() for member in value)


def _words(member: TextChoices) -> tuple[str, ...]:
    with override("zh-hans"):
        chinese = str(member.label)
    with override("en"):
        return chinese, str(member.label), f"`{member.value}`"


def _table(rows: list[tuple[str, ...]], head: tuple[str, ...]) -> str:
    lines = [head, tuple("---" for _column in head), *rows]
    return "".join(f"| {' | '.join(row)} |\n" for row in lines)
