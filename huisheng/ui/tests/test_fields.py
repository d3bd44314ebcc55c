"""Fields and the summary of what is wrong with them."""

from django import forms
from django.template import Context, Template

from huisheng.ui.components.fields import problems
from huisheng.ui.widgets import DayInput, MomentInput, PhotosInput


class Ask(forms.Form):
    words = forms.CharField(label="发生了什么？", help_text="用您自己的话写。", widget=forms.Textarea)
    phone = forms.CharField(label="电话", required=False)
    kind = forms.ChoiceField(label="哪一类", choices=[("a", "供热"), ("b", "路灯")], widget=forms.RadioSelect)
    about = forms.BooleanField(label="关于某个单位", required=False)
    token = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> None:
        if self.data.get("phone") == "1":
            raise forms.ValidationError("电话和地点至少写一个")


def show(source: str, form: forms.Form) -> str:
    return Template("{% load ui %}" + source).render(Context({"form": form}))


def test_the_label_belongs_to_the_control_and_the_hint_describes_it() -> None:
    html = show("{% field form.words %}", Ask())
    assert '<label for="id_words">发生了什么？</label>' in html
    assert '<p class="hint" id="id_words_hint">用您自己的话写。</p>' in html
    assert 'aria-describedby="id_words_hint"' in html
    assert "aria-invalid" not in html


def test_an_error_stands_by_its_field_and_what_was_typed_is_kept() -> None:
    html = show("{% field form.phone %}{% field form.words %}", Ask({"phone": '<b>"139', "words": ""}))
    assert 'value="&lt;b&gt;&quot;139"' in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_words_hint id_words_error"' in html
    assert 'id="id_words_error"' in html
    assert "这里要填。" in html


def test_what_may_be_left_out_says_so_unless_told_otherwise() -> None:
    assert "（可以不填）" in show("{% field form.phone %}", Ask())
    assert "（可以不填）" not in show("{% field form.phone mark_optional=False %}", Ask())
    assert "（可以不填）" not in show("{% field form.words %}", Ask())
    assert "（可以不填）" not in show("{% field form.about %}", Ask())


def test_choices_are_a_group_with_a_legend_and_the_error_describes_the_group() -> None:
    html = show("{% field form.kind %}", Ask({}))
    assert '<fieldset class="field choices wrong" aria-describedby="id_kind_error">' in html
    assert "<legend>哪一类</legend>" in html
    assert html.count('type="radio"') == 2
    assert '<label class="choice" for="id_kind_0">' in html


def test_further_keywords_become_attributes_of_the_control() -> None:
    html = show('{% field form.phone autocomplete="tel" aria_label="x" hint="只用来联系" %}', Ask())
    assert 'autocomplete="tel"' in html
    assert 'aria-label="x"' in html
    assert "只用来联系" in html


def test_a_hidden_field_is_nothing_but_its_control() -> None:
    assert show("{% field form.token %}", Ask()).strip() == '<input type="hidden" name="token" id="id_token">'


def test_the_summary_leads_to_every_wrong_field_in_order() -> None:
    found = problems(Ask({"phone": "1"}))
    assert [(problem.label, problem.target) for problem in found] == [
        ("", ""),
        ("发生了什么", "id_words"),
        ("哪一类", "id_kind_0"),
    ]
    html = show("{% errors form %}", Ask({"phone": "1"}))
    assert "有 3 处要改" in html
    assert '<a href="#id_kind_0">哪一类：这里要填。</a>' in html
    assert "您写的都还在" in html


def test_without_errors_there_is_no_summary() -> None:
    assert show("{% errors form %}", Ask({"words": "不热", "kind": "a"})).strip() == ""
    assert show("{% errors form %}", Ask()).strip() == ""


def test_pickers_show_their_value_in_the_form_that_browsers_read() -> None:
    assert 'value="2026-11-24"' in forms.DateField(widget=DayInput).widget.render("d", "2026-11-24")
    assert 'type="datetime-local"' in MomentInput().render("m", None)
    assert "multiple" in PhotosInput().render("p", None)


def test_what_is_wrong_with_a_hidden_field_is_said_without_its_name_and_leads_nowhere() -> None:
    class Act(forms.Form):
        seen = forms.IntegerField(widget=forms.HiddenInput, error_messages={"required": "请刷新后再交。"})

    assert [(each.label, each.words, each.target) for each in problems(Act({}))] == [
        ("", "请刷新后再交。", "")
    ]


def test_the_title_of_a_page_says_first_that_its_form_came_back_whatever_the_form_is_called() -> None:
    page = Template('{% extends "ui/base.html" %}{% block title %}说一件事{% endblock %}')

    def title(**context: object) -> str:
        html = page.render(Context(context))
        return html.partition("<title>")[2].partition("</title>")[0]

    assert title(form=Ask({})) == "要改：说一件事 · 回声"
    assert title(by_code=Ask({"words": "不热", "kind": "a"}), by_number=Ask({})) == "要改：说一件事 · 回声"
    assert title(form=Ask()) == title() == "说一件事 · 回声"


def test_the_summary_counts_places_to_change_not_messages() -> None:
    form = Ask({"words": "不热", "kind": "a"})
    form.add_error("phone", "“一.jpg”打不开。")
    form.add_error("phone", "“二.jpg”打不开。")
    html = show("{% errors form %}", form)
    assert "有 1 处要改" in html
    assert html.count("<li>") == 2
