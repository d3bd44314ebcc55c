"""The lists that staff have of their cases, by name."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class View(TextChoices):
    """One of the lists. `TODO` is what a unit owes; while the resident has the word, a case is `WAITING`."""

    TODO = "todo", _("要办的")
    LATE = "late", _("超时的")
    SOON = "soon", _("快到时的")
    RETURNED = "returned", _("退回来的")
    SPOKEN = "spoken", _("居民有新话的")
    REMINDED = "reminded", _("催过还没动的")
    MINE = "mine", _("交给我的")
    CALLED = "called", _("请我们一起办的")
    SUPERVISED = "supervised", _("我们督办的")
    OVERSIGHT = "oversight", _("监督投诉")
    MEDIATION = "mediation", _("调解")
    WAITING = "waiting", _("等居民确认的")
    CLOSED = "closed", _("办结的")
    ALL = "all", _("全部")


NEWEST_FIRST = (View.CLOSED, View.ALL)
