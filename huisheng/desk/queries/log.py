"""The auditor's log: what was done, by whom, to what, newest first. Codes and ids; never what a case says.

A line about a case that accuses the reader, or a unit of theirs, is left out here as it is everywhere.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huisheng.cases.models import Case
from huisheng.cases.models.transitions import Act
from huisheng.cases.permissions import is_barred
from huisheng.core.models import AuditEntry
from huisheng.people.queries import names_of_accounts
from huisheng.people.viewer import Viewer

SIZE = 50
CASE = "case:"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

# What is recorded besides the acts on cases, in words. A test reads the code for what is missing here.
ACTIONS: dict[str, Promise] = {
    "signed_in": gettext_lazy("登录"),
    "signed_out": gettext_lazy("退出登录"),
    "sign_in_last_guess": gettext_lazy("密码试错太多，锁住"),
    "second_factor_added": gettext_lazy("加了第二道验证"),
    "second_factor_removed": gettext_lazy("去掉了第二道验证"),
    "second_factor_reset": gettext_lazy("重置第二道验证"),
    "account_made": gettext_lazy("建了账户"),
    "account_invited_again": gettext_lazy("重新给密码链接"),
    "account_ended": gettext_lazy("停用账户"),
    "invitation_used": gettext_lazy("用链接设了密码"),
    "first_administrator_made": gettext_lazy("设了第一名管理员"),
    "role_asked": gettext_lazy("提出给角色"),
    "role_confirmed": gettext_lazy("确认给角色"),
    "role_refused": gettext_lazy("不给角色"),
    "roles_loaded": gettext_lazy("装入角色"),
    "appointed": gettext_lazy("任命"),
    "appointment_ended": gettext_lazy("结束任命"),
    "absence_set": gettext_lazy("安排代班"),
    "absence_ended": gettext_lazy("结束代班"),
    "deputy_asked": gettext_lazy("提出请人代班"),
    "deputy_confirmed": gettext_lazy("确认代班"),
    "deputy_refused": gettext_lazy("不安排代班"),
    "person_added": gettext_lazy("登记人"),
    "consent_recorded": gettext_lazy("记下同意公开姓名"),
    "consent_withdrawn": gettext_lazy("撤回同意公开姓名"),
    "contact_opened": gettext_lazy("打开封存的联系方式"),
    "cases.call_script": gettext_lazy("改回访问话"),
    "goals.indicator": gettext_lazy("指标的定义"),
    "goals.ratings_released": gettext_lazy("公布一批评价"),
    "address_shown": gettext_lazy("看居民家里的地址"),
    "case_erasure_asked": gettext_lazy("要求删除诉求的内容"),
    "case_erasure_refused": gettext_lazy("不同意删除诉求的内容"),
    "contact_searched": gettext_lazy("按联系方式查找"),
    "contact_found": gettext_lazy("按联系方式查到"),
    "subject_erased": gettext_lazy("抹去个人信息"),
    "goals.goal_set": gettext_lazy("定目标"),
    "goals.goal_changed": gettext_lazy("改目标"),
    "goals.goal_ended": gettext_lazy("撤销目标"),
    "goals.next_step_said": gettext_lazy("写目标的下一步"),
    "goals.standing_goals_set": gettext_lazy("建立长期目标"),
    "goals.readings_recorded": gettext_lazy("记下目标的值"),
    "goals.land_cover_kept": gettext_lazy("重算土地覆盖"),
    "message_contradicted": gettext_lazy("送达回报前后不一"),
    "template_written": gettext_lazy("改了消息的写法"),
    "letters_in_batch": gettext_lazy("印一批信"),
    "letters_posted": gettext_lazy("信寄出了"),
    "letter_came_back": gettext_lazy("信退回来了"),
    "members_exported": gettext_lazy("导出党员名册"),
    "member_join": gettext_lazy("党员入党"),
    "member_transfer_in": gettext_lazy("党员转入"),
    "member_transfer_out": gettext_lazy("党员转出"),
    "member_suspend": gettext_lazy("停止党籍"),
    "member_resume": gettext_lazy("恢复党籍"),
    "member_die": gettext_lazy("党员去世"),
    "network.loaded": gettext_lazy("装入网络"),
    "network.imported": gettext_lazy("收下网络文件"),
    "network.import_undone": gettext_lazy("撤回网络文件"),
    "network.unit_closed": gettext_lazy("撤销单位"),
    "network.change_applied": gettext_lazy("计划的变动生效"),
    "network.change_refused": gettext_lazy("计划的变动未能生效"),
    "network.change_called_off": gettext_lazy("取消计划的变动"),
    "network.unit_created": gettext_lazy("设立单位"),
    "network.unit_edited": gettext_lazy("修改单位"),
    "network.unit_moved": gettext_lazy("调整单位的上级"),
    "network.units_merged": gettext_lazy("合并单位"),
    "network.unit_split": gettext_lazy("分设单位"),
    "network.closing_called_off": gettext_lazy("取消撤销单位"),
    "network.area_created": gettext_lazy("新增辖区"),
    "network.area_edited": gettext_lazy("修改辖区"),
    "network.area_moved": gettext_lazy("调整辖区的上级"),
    "network.area_closed": gettext_lazy("撤销辖区"),
    "network.areas_merged": gettext_lazy("合并辖区"),
    "network.organisation_created": gettext_lazy("成立党组织"),
    "network.organisation_edited": gettext_lazy("修改党组织"),
    "network.organisation_moved": gettext_lazy("调整党组织的上级"),
    "network.organisation_closed": gettext_lazy("撤销党组织"),
    "network.entity_registered": gettext_lazy("登记企业或社会组织"),
    "network.entity_counted": gettext_lazy("重新统计党员人数"),
    "network.entity_ended": gettext_lazy("企业或社会组织不再登记"),
    "network.branch_dispatched": gettext_lazy("派驻党支部"),
    "network.branch_withdrawn": gettext_lazy("撤回派驻"),
    "network.team_named": gettext_lazy("给服务团队定名"),
    "network.hub_added": gettext_lazy("加中心户"),
    "network.hub_removed": gettext_lazy("去掉中心户"),
    "network.committee_added": gettext_lazy("登记业主委员会"),
    "network.committee_changed": gettext_lazy("改业主委员会"),
    "network.committee_ended": gettext_lazy("业主委员会不再有"),
    "network.mass_org_added": gettext_lazy("登记群团组织"),
    "network.mass_org_changed": gettext_lazy("改群团组织"),
    "network.mass_org_ended": gettext_lazy("群团组织不再有"),
    "network.plot_given": gettext_lazy("把责任田交给党支部"),
    "network.plot_taken_away": gettext_lazy("收回责任田"),
    "network.plot_created": gettext_lazy("画了新责任田"),
    "network.plot_redrawn": gettext_lazy("改了责任田的边界"),
    "network.plot_edited": gettext_lazy("改了责任田的名称或归属"),
    "network.plot_split": gettext_lazy("分了责任田"),
    "network.plots_joined": gettext_lazy("合并了责任田"),
    "network.plot_closed": gettext_lazy("停用责任田"),
    "network.dwellings_moved": gettext_lazy("移了住户"),
    "catalogue.loaded": gettext_lazy("装入目录"),
    "retention.loaded": gettext_lazy("装入保存期的规定"),
    "catalogue.new_edition": gettext_lazy("新编一版目录"),
    "calendar.announced": gettext_lazy("记下一年的放假安排"),
    "cases.imported": gettext_lazy("导入诉求"),
    "demo.loaded": gettext_lazy("装入演示数据"),
    "demo_people_loaded": gettext_lazy("装入演示人员"),
}
SUBJECTS: dict[str, Promise] = {
    "case": gettext_lazy("诉求"),
    "account": gettext_lazy("账户"),
    "person": gettext_lazy("人"),
    "member": gettext_lazy("党员"),
    "unit": gettext_lazy("单位"),
    "area": gettext_lazy("辖区"),
    "organisation": gettext_lazy("党组织"),
    "plot": gettext_lazy("责任田"),
    "dwelling": gettext_lazy("住户"),
    "entity": gettext_lazy("企业和社会组织"),
    "subject": gettext_lazy("居民"),
    "catalogue": gettext_lazy("目录"),
    "source": gettext_lazy("文件"),
    "import": gettext_lazy("网络文件"),
    "name": gettext_lazy("登录名"),
}


@dataclass(frozen=True)
class Sought:
    """What the log is narrowed to; empty or None means anything. `since` inclusive, `until` exclusive."""

    action: str = ""
    accounts: tuple[int, ...] | None = None
    subject: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class Line:
    """One line in words. `subject` names the thing, `subject_key` finds all lines about it."""

    at: datetime
    action: str
    actor: str
    subject: str
    subject_key: str
    detail: list[tuple[str, str]]


@dataclass(frozen=True)
class LogPage:
    """Lines, newest first, and the cursor behind the last one (empty: nothing older)."""

    lines: list[Line]
    older: str


def log_page(viewer: Viewer, sought: Sought, cursor: str = "") -> LogPage:
    """One page of the log. Three statements, two more for every hidden line that had to be made up for.

    A page is filled again when lines were left out of it: a shorter one would tell that there are some.
    """
    entries: list[AuditEntry] = []
    cases: dict[UUID, Case] = {}
    while len(entries) <= SIZE:
        read = list(_sought(sought, cursor)[: SIZE + 1])
        found = _cases({case for entry in read for case in _case_ids(entry)})
        barred = {id for id, case in found.items() if is_barred(viewer, case)}
        entries += [entry for entry in read if barred.isdisjoint(_case_ids(entry))]
        cases |= found
        if len(read) <= SIZE:
            break
        cursor = _cursor(read[-1])
    more, entries = len(entries) > SIZE, entries[:SIZE]
    names = names_of_accounts({entry.actor for entry in entries if entry.actor is not None})
    lines = [_line(entry, names, cases) for entry in entries]
    return LogPage(lines, older=_cursor(entries[-1]) if more else "")


def actions() -> list[tuple[str, str]]:
    """Every action that can be looked for, with its words: acts on cases first."""
    acts = [(f"case.{act.value}", _said_of_case(act)) for act in Act]
    return [*acts, *((code, str(words)) for code, words in ACTIONS.items())]


def _sought(sought: Sought, cursor: str) -> QuerySet[AuditEntry]:
    entries = AuditEntry.objects.order_by("-at", "-id")
    if sought.action:
        entries = entries.filter(action=sought.action)
    if sought.accounts is not None:
        entries = entries.filter(actor__in=sought.accounts)
    if sought.subject:
        entries = entries.filter(subject=sought.subject)
    if sought.since is not None:
        entries = entries.filter(at__gte=sought.since)
    if sought.until is not None:
        entries = entries.filter(at__lt=sought.until)
    behind = _read_cursor(cursor)
    if behind is not None:
        at, id = behind
        entries = entries.filter(Q(at__lte=at) & (Q(at__lt=at) | Q(id__lt=id)))
    return entries


def _line(entry: AuditEntry, names: Mapping[int, str], cases: Mapping[UUID, Case]) -> Line:
    return Line(
        at=entry.at,
        action=_action(entry.action),
        actor=names.get(entry.actor, "") if entry.actor is not None else _("系统或居民"),
        subject=_subject(entry.subject, cases),
        subject_key=entry.subject,
        detail=[(name, _plain(value)) for name, value in sorted(entry.detail.items())],
    )


def _plain(value: Any) -> str:
    """A code, an id, or several of them, as somebody would write them down."""
    if isinstance(value, dict):
        return ", ".join(f"{name} {_plain(each)}" for name, each in value.items())
    return "/".join(map(str, value)) if isinstance(value, list) else str(value)


def _action(code: str) -> str:
    kind, _dot, act = code.partition(".")
    if kind == "case" and act in Act.values:
        return _said_of_case(Act(act))
    return str(ACTIONS.get(code, code))


def _said_of_case(act: Act) -> str:
    return _("诉求：%(act)s") % {"act": act.label}


def _subject(subject: str, cases: Mapping[UUID, Case]) -> str:
    kind, _colon, id = subject.partition(":")
    case = cases.get(uuid_of(id)) if kind == "case" else None  # type: ignore[arg-type]
    return " ".join(filter(None, (str(SUBJECTS.get(kind, kind)), case.number if case else id)))


def _case_ids(entry: AuditEntry) -> Iterable[UUID]:
    """The cases that a line is about, by its subject or in its detail."""
    texts = [entry.subject, *(value for value in entry.detail.values() if isinstance(value, str))]
    found = (uuid_of(text.removeprefix(CASE)) for text in texts if text.startswith(CASE))
    return [case for case in found if case is not None]


def _cases(ids: Iterable[UUID]) -> dict[UUID, Case]:
    """Numbers of cases, and whom they are about: nothing of what they say."""
    wanted = set(ids)
    if not wanted:
        return {}
    columns = ("number", "about_a_unit", "accused_unit", "accused_person_id")
    return {case.pk: case for case in Case.objects.filter(pk__in=wanted).only(*columns)}


def uuid_of(text: str) -> UUID | None:
    """A UUID, or None for what is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def _cursor(entry: AuditEntry) -> str:
    return f"{(entry.at - EPOCH) // MICROSECOND:x}.{entry.pk:x}"


def _read_cursor(text: str) -> tuple[datetime, int] | None:
    try:
        at, _dot, id = text.partition(".")
        return EPOCH + int(at, 16) * MICROSECOND, int(id, 16)
    except (ValueError, OverflowError):
        return None
