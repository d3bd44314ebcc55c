"""Somebody of the staff has looked at the news up to a moment."""

from datetime import datetime

from huisheng.outbox.models import NewsSeen


def see_news(person_id: int, until: datetime) -> None:
    """Remember it; a later moment stays where two pages are sent the wrong way round."""
    seen, is_new = NewsSeen.objects.get_or_create(person_id=person_id, defaults={"until": until})
    if not is_new and seen.until < until:
        NewsSeen.objects.filter(person_id=person_id, until__lt=until).update(until=until)
