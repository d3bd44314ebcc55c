from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huisheng.core import clock
from huisheng.core.ids import uuid7


class Subject(models.Model):
    """Whoever asked for something, as a sealed contact behind a bare id.

    `key_wrapped` is this subject's own data key, sealed under the installation's; whatever cases keep of the
    subject is sealed under it. Erasing destroys the key, and with it everything. `contact_index` is a blind
    index over the normalised contact. `language` is the one in which was asked; `by_letter`: wants letters at
    the sealed address, when nothing else reaches.
    """

    class Kind(models.TextChoices):
        PHONE = "phone", _("电话")
        EMAIL = "email", _("电子邮箱")
        NONE = "none", _("没有留")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key_wrapped = models.BinaryField(null=True)
    contact_kind = models.CharField(max_length=5, choices=Kind)
    contact_sealed = models.BinaryField(null=True)
    contact_index = models.BinaryField(max_length=16, null=True)
    language = models.CharField(max_length=8, default="zh-hans")
    by_letter = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=clock.now)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(contact_kind__in=["phone", "email", "none"]), name="people_subject_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=False)
                | Q(contact_kind="none", contact_sealed__isnull=True, contact_index__isnull=True)
                | Q(
                    ~Q(contact_kind="none"),
                    contact_sealed__isnull=False,
                    contact_index__isnull=False,
                    key_wrapped__isnull=False,
                ),
                name="people_subject_contact_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True)
                | Q(key_wrapped__isnull=True, contact_sealed__isnull=True, contact_index__isnull=True),
                name="people_subject_erased_is_gone",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["contact_index"],
                condition=Q(contact_index__isnull=False),
                name="people_subject_contact",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
