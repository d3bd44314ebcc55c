"""A reply that says nothing is found out, and one that says something is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huisheng.text.replies import (
    GREETINGS,
    LEAST_CHARACTERS,
    STOCK,
    Wanting,
    bare,
    likeness,
    missing,
    substance,
    wanting,
)
from huisheng.text.tests.corpus import BAD, GOOD

ASKED = "3号楼2单元暖气一直不热，已经三天了，楼上有八十岁的老人。"
MARKS = st.text(alphabet="，。！？、 \n\t…—~～（）“”·,.!?", max_size=12)
EMPTY_WORDS = st.lists(st.tuples(st.sampled_from((*GREETINGS, *STOCK)), MARKS), max_size=25).map(
    lambda parts: "".join(phrase + (mark or "。") for phrase, mark in parts)
)


@pytest.mark.parametrize("words", GOOD)
def test_a_reply_that_tells_what_was_done_is_let_through(words):
    assert wanting(words, asked=ASKED, done=True) == ()


@pytest.mark.parametrize(("words", "why"), BAD)
def test_a_reply_that_tells_nothing_is_held_back_with_the_reason(words, why):
    assert wanting(words, asked=ASKED, done=True) == (Wanting(why),)


@given(EMPTY_WORDS)
def test_no_heap_of_greetings_and_stock_phrases_is_a_reply(words):
    assert wanting(words, done=True) != ()


@given(MARKS, st.sampled_from(GOOD), MARKS)
def test_marks_round_a_reply_change_nothing(before, words, after):
    assert wanting(before + words + after, asked=ASKED, done=True) == ()


@given(st.text(max_size=200))
def test_whatever_is_typed_gets_an_answer_and_what_is_too_short_is_held(words):
    found = wanting(words, asked=ASKED, done=True)
    assert all(isinstance(each, Wanting) for each in found)
    if len(bare(words)) < LEAST_CHARACTERS:
        assert found == (Wanting.SHORT,)


@given(st.text(min_size=1, max_size=60), st.text(min_size=1, max_size=60))
def test_likeness_is_the_same_both_ways_and_whole_only_for_the_same(one, other):
    assert likeness(one, other) == likeness(other, one)
    assert 0.0 <= likeness(one, other) <= 1.0
    if bare(one) and bare(one) == bare(other):
        assert likeness(one, other) == 1.0


def test_the_residents_own_words_are_no_reply():
    assert wanting(ASKED, asked=ASKED, done=True) == (Wanting.ECHO,)
    assert wanting("您好：" + ASKED.replace("，", " "), asked=ASKED, done=True) == (Wanting.ECHO,)
    assert wanting("暖气一直不热，已经三天了", asked=ASKED, done=True) == (Wanting.ECHO,)


def test_what_is_declined_need_not_say_what_was_done():
    words = "您家的阳台属于违法建设，补证没有依据，规划上也没有余地。"
    assert wanting(words, asked=ASKED, done=False) == ()


def test_what_is_claimed_as_done_without_deed_time_or_doer_is_held_back():
    words = "这件事从头到尾都没有任何毛病，大家心里都有数，以后也是这样"
    assert wanting(words, asked=ASKED, done=True) == (Wanting.NO_DEED,)


def test_what_is_missing_is_named():
    assert missing("立管已经排气。") == ("when", "whom")
    assert missing("昨天下午物业李师傅换了灯泡。") == ()


def test_a_stock_phrase_is_not_made_of_two_sentences():
    assert substance("已处。理发店搬走") == "处理发店搬走"
