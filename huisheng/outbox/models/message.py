from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huisheng.core.ids import uuid7
from huisheng.outbox.kinds import KINDS


class Channel(models.TextChoices):
    """The ways to a resident. `PAGE` is the matter's own page: whoever left no contact chose that one."""

    CHAT = "chat", _("聊天软件")
    SMS = "sms", _("短信")
    EMAIL = "email", _("邮件")
    LETTER = "letter", _("信件")
    PAGE = "page", _("回执页面")


class State(models.TextChoices):
    """Where a message stands. `UNSURE`: a mail server may or may not have taken it; it is not sent again."""

    QUEUED = "queued", _("等待发出")
    SENDING = "sending", _("正在发出")
    HANDED_OVER = "handed_over", _("已交出，等送达回报")
    DELIVERED = "delivered", _("已送达")
    FAILED = "failed", _("没有送到")
    UNSURE = "unsure", _("不知道送到没有")
    GIVEN_UP = "given_up", _("没有别的办法送到")


WAITING = (State.QUEUED, State.SENDING, State.HANDED_OVER)
LOST = (State.FAILED, State.UNSURE, State.GIVEN_UP)


class Fault(models.TextChoices):
    """Why a message is where it is."""

    NO_ANSWER = "no_answer", _("对方没有应答")
    REFUSED = "refused", _("对方不收")
    REPORTED = "reported", _("对方收下后回报没有送到")
    LANDLINE = "landline", _("留的是座机")
    ERASED = "erased", _("联系方式已经删除")
    CUT_OFF = "cut_off", _("发到一半断了")


class Message(models.Model):
    """One message about one case to whoever asked: made once, with one body, under one key.

    `body_sealed` holds all its forms (SMS, subject, letter) with the resident's link, sealed under the
    subject's own key, until the message is over; so a repetition is byte-identical and erasing the resident
    erases it. `mark` tells messages of one kind apart: the event they tell of, or the request they answer.
    `spoken_at` is set when a mail server begins to be told: after that, silence means that nobody knows.
    `next_at` is when the next try is due; for a letter there is none, people print it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case_id = models.UUIDField()
    kind = models.CharField(max_length=24)
    mark = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    language = models.CharField(max_length=8)
    channel = models.CharField(max_length=8, choices=Channel)
    state = models.CharField(max_length=12, choices=State, default=State.QUEUED)
    fault = models.CharField(max_length=12, choices=Fault, blank=True)
    template_version = models.PositiveIntegerField(default=0)
    body_sealed = models.BinaryField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    queued_at = models.DateTimeField()
    channel_since = models.DateTimeField()
    next_at = models.DateTimeField(null=True)
    claimed_at = models.DateTimeField(null=True)
    spoken_at = models.DateTimeField(null=True)
    handed_over_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    batch = models.UUIDField(null=True)
    printed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case_id", "kind", "mark"], name="outbox_message_once"),
            models.CheckConstraint(
                condition=Q(state__in=WAITING) | Q(body_sealed__isnull=True),
                name="outbox_message_over_has_no_body",
            ),
            models.CheckConstraint(
                condition=Q(state=State.DELIVERED, delivered_at__isnull=False)
                | (~Q(state=State.DELIVERED) & Q(delivered_at__isnull=True)),
                name="outbox_message_delivered_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.SENDING) | Q(claimed_at__isnull=False),
                name="outbox_message_sending_is_claimed",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.QUEUED)
                | Q(channel=Channel.LETTER, next_at__isnull=True)
                | (~Q(channel=Channel.LETTER) & Q(next_at__isnull=False)),
                name="outbox_message_queued_has_a_next_try",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["next_at"], name="outbox_due", condition=Q(state="queued")),
            models.Index(fields=["claimed_at"], name="outbox_claimed", condition=Q(state="sending")),
            models.Index(fields=["handed_over_at"], name="outbox_handed", condition=Q(state="handed_over")),
            models.Index(fields=["batch"], name="outbox_batch", condition=Q(batch__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind} {self.mark}"

    @property
    def kind_name(self) -> str:
        """What it tells, in words."""
        return str(KINDS[self.kind].name)

    @property
    def is_lost(self) -> bool:
        """Whether it did not reach anybody, as far as is known."""
        return self.state in LOST

    @property
    def last_at(self) -> datetime:
        """When it came to where it stands."""
        return self.delivered_at or self.handed_over_at or self.queued_at

    @property
    def key(self) -> str:
        """The idempotency key: the same for every try by one channel."""
        return f"{self.id}.{self.channel}"
