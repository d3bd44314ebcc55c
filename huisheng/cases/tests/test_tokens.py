import pytest
from hypothesis import given
from hypothesis import strategies as st

from huisheng.cases.queries.titles import LONGEST, title_of
from huisheng.cases.queries.tokens import MOST_TOKENS, tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("路灯不亮", ["不亮", "灯不", "路灯"]),
        ("3号楼 LED灯", ["3", "led", "号楼", "灯"]),
        ("ＷＩＦＩ", ["wifi"]),
        ("", []),
        ("！？", []),
    ],
)
def test_chinese_is_cut_into_pairs_and_latin_into_words(text, expected):
    assert tokens(text) == sorted(expected)


@given(st.text(max_size=5000))
def test_tokens_stay_within_their_limits(text):
    found = tokens(text)
    assert len(found) <= MOST_TOKENS
    assert all(1 <= len(token) <= 24 for token in found)


@given(st.text(alphabet="路灯不亮三楼暖气", min_size=2, max_size=60), st.data())
def test_every_phrase_of_a_text_is_found_by_its_tokens(text, data):
    start = data.draw(st.integers(0, len(text) - 2))
    end = data.draw(st.integers(start + 2, len(text)))
    assert set(tokens(text[start:end])) <= set(tokens(text))


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("您好，三号楼的暖气三天不热。家里有老人。", "三号楼的暖气三天不热"),
        ("尊敬的领导：路灯不亮！", "路灯不亮"),
        ("你好", "你好"),
        ("一" * 40, "一" * (LONGEST - 1) + "…"),
    ],
)
def test_the_title_is_the_first_sentence_without_its_greeting(words, title):
    assert title_of(words) == title


@given(st.text(min_size=1, max_size=300))
def test_a_title_fits(words):
    assert len(title_of(words)) <= LONGEST
