"""Two people at one case in the same moment: one act happens, the other is told what changed."""

from threading import Barrier, Thread

from django.db import connection
from django.test import Client

from huisheng.cases.models import Case, CaseEvent
from huisheng.cases.models.transitions import Act, State
from huisheng.cases.tests.matters import handling
from huisheng.cases.tests.pages import Response, at, form_in, signed_in, text
from tests.cast import Cast, add_person, appoint


def at_once(*posts: tuple[Client, str, dict[str, str]]) -> list[Response]:
    """Send them all in the same moment, each from a thread with a connection of its own."""
    answers: list[Response] = [None] * len(posts)
    start = Barrier(len(posts))

    def send(place: int) -> None:
        client, address, form = posts[place]
        start.wait()
        try:
            answers[place] = client.post(address, form)
        finally:
            connection.close()

    threads = [Thread(target=send, args=(place,)) for place in range(len(posts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_one_answers_the_other_is_told_and_nothing_is_lost(committed_cast: Cast):
    cast, case = committed_cast, handling(committed_cast)
    colleague = add_person("刘洋", "liu.yang")
    appoint([(colleague, "station_clerk", cast.station)])
    posts = []
    for person, words in ((cast.wang_fang, "立管已经排气。"), (colleague, "换了一个阀门。")):
        client = signed_in(person)
        form = form_in(client.get(at(case)), at(case, "answer"))
        posts.append((client, at(case, "answer"), {**form, "words": words, "outcome": "fixed"}))
    answers = at_once(*posts)
    assert sorted(answer.status_code for answer in answers) == [302, 409]
    late = next(place for place, answer in enumerate(answers) if answer.status_code == 409)
    page = text(answers[late])
    assert posts[late][2]["words"] in page, "what the second typed is kept"
    assert posts[1 - late][2]["words"] in page, "and what the first did is told"
    assert CaseEvent.objects.filter(case=case, act=Act.ANSWER).count() == 1
    assert Case.objects.get(pk=case.pk).state == State.ANSWERED


def test_a_double_click_in_the_same_moment_counts_once(committed_cast: Cast):
    case = handling(committed_cast)
    client = signed_in(committed_cast.wang_fang)
    form = {**form_in(client.get(at(case, "progress")), at(case, "progress")), "words": "已经派人。"}
    answers = at_once(*[(signed_in(committed_cast.wang_fang), at(case, "progress"), form)] * 3)
    assert [answer.status_code for answer in answers] == [302, 302, 302]
    assert CaseEvent.objects.filter(case=case, act=Act.PROGRESS).count() == 1
