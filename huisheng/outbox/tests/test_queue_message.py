"""A message is made once, whole: one body, one key, one link, in the language of whoever asked."""

import pytest

from huisheng.outbox.actions.bodies import open_body
from huisheng.outbox.actions.queue_message import queue_message
from huisheng.outbox.kinds import KINDS
from huisheng.outbox.models import Message
from huisheng.outbox.tests.messages import EMAIL, LINK, MOBILE, queued, somebody, telling
from huisheng.people.actions.subjects import erase_subject

pytestmark = pytest.mark.django_db


def test_it_is_made_once_and_so_is_its_link() -> None:
    links: list[str] = []
    told = telling(somebody())

    def link() -> str:
        links.append(LINK)
        return LINK

    assert [queue_message(told, link) for _again in range(3)] == [True, False, False]
    assert (len(links), Message.objects.count()) == (1, 1)


def test_it_speaks_the_language_in_which_was_asked() -> None:
    chinese, english = open_body(queued()), open_body(queued(language="en"))
    assert chinese and chinese.sms.startswith("【回声】2026-春-000001 已经答复")
    assert english and english.sms.startswith("[Huisheng] 2026-春-000001 has been answered")
    assert english.subject == "Answered: 2026-春-000001" and LINK in english.letter


def test_a_language_that_we_do_not_have_becomes_chinese() -> None:
    assert queued(language="fr").language == "zh-hans"


@pytest.mark.parametrize(
    ("contact", "by_letter", "chat", "channel"),
    [
        (MOBILE, False, "", "sms"),
        (MOBILE, False, "http://127.0.0.1:9/send", "chat"),
        (EMAIL, True, "", "email"),
        ("", True, "", "letter"),
        ("", False, "", "page"),
    ],
)
def test_the_way_is_the_first_that_was_left(
    settings, contact: str, by_letter: bool, chat: str, channel: str
) -> None:
    settings.GATEWAYS = {"sms": "", "chat": chat}
    assert queued(contact, by_letter=by_letter).channel == channel


def test_what_stands_on_the_page_has_arrived_for_whoever_left_nothing() -> None:
    message = queued("")
    assert (message.state, message.body_sealed) == ("delivered", None)
    assert message.delivered_at is not None


def test_neither_words_nor_link_nor_contact_lie_in_the_database_in_clear() -> None:
    stored = str(Message.objects.filter(pk=queued().pk).values().get())
    assert LINK not in stored and MOBILE not in stored and "答复" not in stored


def test_erasing_the_resident_erases_what_was_not_sent() -> None:
    message = queued()
    erase_subject(message.subject_id, actor=None, reason="own_request")
    assert open_body(message) is None
    assert not queue_message(telling(message.subject_id, mark="8"), lambda: LINK)


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_wants_all_its_facts(kind: str) -> None:
    made = telling(somebody(), kind)
    if KINDS[kind].facts:
        with pytest.raises(KeyError, match=KINDS[kind].facts[0]):
            queue_message(made, lambda: LINK)
        assert not Message.objects.exists()
    else:
        assert queue_message(made, lambda: LINK)
