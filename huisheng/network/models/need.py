"""The five classes of need (domain.md D33), carried by every case and every service."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class NeedClass(models.TextChoices):
    """What a matter is about, in the model's own five words."""

    LIVELIHOOD_BASE = "livelihood_base", _("民本")
    HARDSHIP = "hardship", _("民困")
    EVERYDAY = "everyday", _("民需")
    PROSPERITY = "prosperity", _("民富")
    CULTURE = "culture", _("民乐")
