"""What the small components write."""

import pytest
from django.template import Context, Template
from django.utils import translation

from huisheng.ui.components.steps import five_steps


def show(source: str, **values: object) -> str:
    return Template("{% load ui %}" + source).render(Context(values)).strip()


def test_steps_before_the_current_one_are_done_and_those_after_are_open() -> None:
    assert [(step.name, step.state) for step in five_steps("assign")] == [
        ("收集", "done"),
        ("整理", "done"),
        ("交办", "now"),
        ("处理", ""),
        ("反馈", ""),
    ]


def test_when_all_is_done_no_step_is_current() -> None:
    assert {step.state for step in five_steps("done")} == {"done"}
    assert "aria-current" not in show('{% steps "done" %}')


def test_the_current_step_is_told_to_screen_readers_once() -> None:
    html = show('{% steps "handle" %}')
    assert html.count('aria-current="step"') == 1
    assert html.count("，已完成") == 3


def test_a_case_that_was_sent_back_is_marked_in_words_at_its_step() -> None:
    assert '<span class="step-mark">退回</span>' in show('{% steps "handle" sent_back=True %}')
    assert "退回" not in show('{% steps "handle" %}')


def test_a_matter_that_was_taken_back_ticks_no_more_than_was_done() -> None:
    states = [step.state for step in five_steps("assign", taken_back=True)]
    assert states == ["done", "done", "left", "unreached", "unreached"]
    html = show('{% steps "assign" taken_back=True %}')
    assert html.count("，已完成") == 2 and html.count("，没有走到") == 2
    assert html.count('<span class="step-mark">已撤回</span>') == 1 and "aria-current" not in html
    with translation.override("en"):
        assert "Withdrawn" in show('{% steps "assign" taken_back=True %}')


def test_an_unknown_step_is_a_programming_error() -> None:
    with pytest.raises(ValueError):
        five_steps("sleep")
    with pytest.raises(ValueError):
        five_steps(7)


def test_a_share_of_fewer_than_ten_is_not_shown() -> None:
    hidden = show('{% figure "办结率" 0.8 n=9 low=0.4 high=0.9 %}')
    assert "少于 10 件，不显示" in hidden
    assert "80" not in hidden
    assert "40" not in hidden
    assert "80.0%" in show('{% figure "办结率" 0.8 n=10 %}')


def test_a_count_is_shown_however_small() -> None:
    assert '<p class="figure-value">3' in show('{% figure "空隙" 3 %}')


def test_a_figure_says_n_interval_and_target_and_draws_them() -> None:
    html = show(
        '{% figure "办结率" share n=972 low=0.92 high=0.951 target=0.95 href="/x" %}', share=911 / 972
    )
    for words in ("93.7%", "n = 972", "区间 92.0% 至 95.1%", "目标 95.0%", '<a href="/x">办结率</a>'):
        assert words in html
    assert '<rect class="bar-range" x="920" y="11" width="31" height="18"/>' in html


def test_a_figure_without_a_value_says_so() -> None:
    assert "还没有数" in show('{% figure "办结率" value %}', value=None)


def test_an_act_is_a_button_unless_it_leads_somewhere() -> None:
    assert show('{% act "交办" %}') == '<button class="act">交办</button>'
    assert (
        show('{% act "看" href=href kind="plain" %}', href="/a?b=1&c=2")
        == '<a class="act plain" href="/a?b=1&amp;c=2">看</a>'
    )
    assert 'name="answer" value="yes"' in show('{% act "解决了" name="answer" value="yes" %}')
    assert 'data-key="a"' in show('{% act "交办" key="A" %}')


def test_what_people_typed_is_never_taken_for_markup() -> None:
    nasty = "<script>alert(1)</script>"
    shown = show(
        "{% act t %}{% tag t %}{% facts pairs %}{% empty t %}{% copy t t %}{% tabs tabs t %}"
        "{% crumbs crumbs %}{% qr t t %}{% timeline entries %}{% card t %}{{ t }}{% endcard %}"
        "{% notice 'info' t %}{{ t }}{% endnotice %}",
        t=nasty,
        pairs=[(nasty, nasty)],
        tabs=[(nasty, nasty, True, 3)],
        crumbs=[(nasty, nasty), (nasty, "")],
        entries=[{"at": None, "words": nasty, "who": nasty, "note": nasty}],
    )
    assert "<script" not in shown
    assert shown.count("&lt;script&gt;") >= 15


def test_the_pager_shows_only_ways_that_exist() -> None:
    assert show('{% pager "" "" %}') == ""
    html = show('{% pager "" "?before=7" %}')
    assert 'href="?before=7"' in html
    assert "新一些的" not in html


def test_the_current_tab_and_crumb_are_told() -> None:
    assert '<a href="/b" aria-current="page">乙' in show(
        "{% tabs t '诉求' %}", t=[("甲", "/a", False), ("乙", "/b", True)]
    )
    assert '<span aria-current="page">丙</span>' in show("{% crumbs c %}", c=[("甲", "/a"), ("丙", "/c")])


def test_a_tab_counts_zero_too() -> None:
    assert '<span class="tab-count">0</span>' in show("{% tabs t '诉求' %}", t=[("甲", "/a", False, 0)])


def test_a_code_is_drawn_in_the_page_with_its_white_margin() -> None:
    html = show('{% qr "https://example.org/t/abc" "链接" %}')
    assert html.startswith('<svg class="qr" viewBox="0 0 33 33" role="img" aria-label="链接"')
    assert "data:" not in html
    assert "style=" not in html
    assert 'd="M4 4h1v1h-1z' in html


def test_blocks_take_markup_of_their_own() -> None:
    html = show('{% card "时限" id="clocks" %}<p>{{ x }}</p>{% endcard %}', x="<b>")
    assert '<section class="card" id="clocks">' in html
    assert "<p>&lt;b&gt;</p>" in html
    assert 'role="alert"' in show('{% notice "problem" %}x{% endnotice %}')
    assert 'role="status"' in show('{% notice "success" %}x{% endnotice %}')


def test_a_table_names_itself_and_is_walked_by_keys_unless_told_otherwise() -> None:
    html = show('{% table "要办的事" %}<tbody></tbody>{% endtable %}')
    assert '<caption class="visually-hidden">要办的事</caption>' in html
    assert "data-rows" in html
    assert "data-rows" not in show('{% table "要办的事" keyboard=False %}{% endtable %}')


def test_a_map_has_its_list() -> None:
    html = show(
        '{% mapframe "责任田" items=items href="/plots" %}<svg></svg>{% endmapframe %}',
        items=[("春-217", "/p/1", "有人")],
    )
    assert '<a href="/p/1">春-217</a>' in html
    assert '<a href="/plots">看清单</a>' in html


def test_words_of_components_exist_in_english() -> None:
    with translation.override("en"):
        html = show('{% steps "feed_back" sent_back=True %}{% pager "a" "b" %}{% figure "x" 0.5 n=3 %}')
    for words in ("Collect", "Feed back", "sent back", "Older →", "Fewer than 10, not shown"):
        assert words in html
