from django.db import models


class NewsSeen(models.Model):
    """Up to when one of the staff has looked at the news of their cases."""

    person_id = models.BigIntegerField(primary_key=True)
    until = models.DateTimeField()

    class Meta:
        db_table = "outbox_news_seen"

    def __str__(self) -> str:
        return str(self.person_id)
