"""The frame of an act on the network: one transaction, counted once, and the database's refusals in words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db import IntegrityError, OperationalError, models, transaction
from django.utils.translation import gettext_lazy as _
from psycopg.errors import DeadlockDetected

from huisheng.network import tree
from huisheng.network.editing import Refused
from huisheng.network.faults import RULES
from huisheng.network.models import DoneAct, Version

# What the database refuses, by the field of the act at which it is said.
WORDS = {
    "network_unit_code_key": ("code", _("这个代码已经用在别的单位上。")),
    "network_area_code_key": ("code", _("这个代码已经用在别的辖区上。")),
    "network_organisation_code_key": ("code", _("这个代码已经用在别的党组织上。")),
    "network_plot_code_key": ("code", _("这个编号已经用在别的责任田上。")),
    "network_unit_no_cycle": ("parent", _("上级绕成了圈：它不能归到自己或自己的下级下面。")),
    "network_area_no_cycle": ("parent", _("上级绕成了圈：它不能归到自己或自己的下级下面。")),
    "network_organisation_no_cycle": ("parent", _("上级绕成了圈：它不能归到自己或自己的下级下面。")),
    "network_unit_levels": ("parent", _("级别不对：上级只能在同一级或者高一级。")),
    "network_unit_has_parent": ("parent", _("要写上级。")),
    "network_area_has_parent": ("parent", _("要写上级。")),
    "network_organisation_has_superior": ("parent", _("要写上级。")),
    "network_plot_unit_on_the_spot": ("", _("责任田只能归工作站或工作室。")),
    "network_unit_until_after_since": ("effective", _("这一天不能早于它设立的那一天。")),
    "network_area_until_after_since": ("effective", _("这一天不能早于它设立的那一天。")),
    "network_organisation_until_after_since": ("effective", _("这一天不能早于它设立的那一天。")),
    "network_plothub_until_after_since": ("effective", _("这一天早于其中一个中心户到责任田的那一天。")),
}
SAME_KEY = "network_doneact_pkey"


class DoneAlready(Exception):
    """This very form was sent before and its act was done: nothing is left to do."""


@contextmanager
def one_act(key: UUID | None, actor: int | None) -> Iterator[None]:
    """The transaction of an act. `key`: of the form that asks for it; None outside of forms.

    Raises `DoneAlready` when the key was used, also by somebody who is just about to finish, and `Refused`
    for what the database does not allow.
    """
    try:
        with transaction.atomic():
            if key is not None:
                DoneAct.objects.create(key=key, actor=actor)
            yield
    except IntegrityError as refused:
        rule = rule_of(refused)
        if rule == SAME_KEY:
            raise DoneAlready from refused
        raise Refused(dict([words_of(rule)])) from refused
    except OperationalError as broken:
        if not isinstance(broken.__cause__, DeadlockDetected):
            raise
        raise Refused({"": _("刚才有人在改同一处，没有改动。请再确认一次。")}) from broken
    finally:
        tree.forget()


def stand_still(*rows: models.QuerySet[Any, Any]) -> None:
    """Lock the rows, then the shape of the network, until the transaction ends.

    Every change of units, areas, organisations and plots writes the network's stamp at its end, so that
    whoever holds its row decides on what nobody else can change meanwhile. All rows of the act come first, in
    the order of their ids, so that two acts on the same rows never wait for each other.
    """
    for found in rows:
        list(found.order_by("pk").select_for_update(of=("self",)).values_list("pk", flat=True))
    list(Version.objects.select_for_update().values_list("pk", flat=True))


def rule_of(refused: IntegrityError) -> str:
    """The name of the rule that the database found broken."""
    return getattr(getattr(refused.__cause__, "diag", None), "constraint_name", None) or ""


def words_of(rule: str) -> tuple[str, str]:
    """The field and the words for a broken rule."""
    if rule in WORDS:
        field, words = WORDS[rule]
        return field, str(words)
    return "", str(RULES.get(rule, _("和已有的数据冲突，没有改动。")))
