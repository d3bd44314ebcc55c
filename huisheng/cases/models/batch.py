from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class Why(models.TextChoices):
    """Why a case could not be taken along in an act on several."""

    GONE = "gone", _("找不到这一件，或者您看不到它了")
    STALE = "stale", _("您打开页面以后，又有人办过它")
    STATE = "state", _("它现在到的这一步，不能这样办")
    NOT_YOURS = "not_yours", _("这一件不归您这样办")
    NOT_THERE = "not_there", _("不能交给这个单位：它已经撤销、已经在办这件事，或者这件事说的可能就是它")
    ALONE = "alone", _("只选了它一件，没有可以并的")
    NOTHING_LEFT = "nothing_left", _("别的都并不进来，它照旧单独办")
    ABOUT_A_UNIT = "about_a_unit", _("涉及单位或工作人员的，不和别的并在一起")
    MEDIATED = "mediated", _("正在调解的，不和别的并在一起")
    FOLLOWS = "follows", _("它已经并到别的诉求里了")
    HEAD_FOLLOWS = "head_follows", _("最早的那一件已经并到别的诉求里了，请并到那一件")
    HEAD_ENDED = "head_ended", _("最早的那一件已经答复或者结了，不能再并进去")
    HEAD_NOT_YOURS = "head_not_yours", _("最早的那一件不归您整理")
    HAS_ANSWERED = "has_answered", _("跟着它的人已经得到过答复，它要单独办完")
    BUSY = "busy", _("它正在吹哨或者挂账，先了结那边再并")
    SENT_BACK = "sent_back", _("居民说过没有解决的，只能并到也被退回的一件里")
    ACTED_SINCE = "acted_since", _("您办了以后，又有人办过它，不能撤销了")
    TOO_LATE = "too_late", _("过了可以撤销的几分钟")


class Batch(models.Model):
    """One act on several cases at once: the key by which it counts once, what was done and what was refused.

    Outside the tables that are distributed, keyed by the key of its form. `cases` are those that were taken along,
    `refused` the others with the reason; ids only.
    """

    class Kind(models.TextChoices):
        ASSIGN = "assign", _("交办")
        MERGE = "merge", _("并案")
        REMIND = "remind", _("催办")

    key = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=8, choices=Kind)
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)
    cases = ArrayField(models.UUIDField(), default=list)
    refused = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "lookup_batch"

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
