"""The pages of objections: why it is ours, saying that it is not, ruling."""

from huisheng.cases.actions.assign import assign_case
from huisheng.cases.models.transitions import State
from huisheng.cases.tests.matters import asked, assigned, case_of, handling, token, viewer
from huisheng.cases.tests.pages import act_on, at, signed_in, text
from huisheng.cases.tests.test_object import objected, street_dispatcher
from tests.cast import Cast


def test_why_it_is_ours_is_said_with_edition_rule_place_and_alternatives(cast: Cast) -> None:
    case = assigned(cast)
    page = text(signed_in(cast.wang_fang).get(at(case)))
    assert "目录，没有经过人" in page
    assert f"目录 {case.catalogue}" in page
    assert "归地点所在的村、社区工作站" in page and "就是现在的单位" in page
    assert "春城街道分中心" in page and "全区的调度台" in page
    assert f"/cases/catalogue/routes?edition={case.catalogue}#heating" in page


def test_a_person_who_decided_otherwise_is_named_and_what_the_catalogue_says(cast: Cast) -> None:
    case = handling(cast)
    assign_case(case.id, viewer(cast.sun_li), token(), cast.housing.id)
    page = text(signed_in(cast.sun_li).get(at(case)))
    assert "为民服务指导中心的孙丽交办" in page
    assert "从这个地点查到：景阳社区工作站" in page


def test_nothing_is_said_while_no_unit_has_it(cast: Cast) -> None:
    case = case_of(asked(cast, category=None))
    assert "为什么是这个单位" not in text(signed_in(cast.wang_fang).get(at(case)))


def test_a_unit_objects_and_reads_who_rules(cast: Cast) -> None:
    case = assigned(cast)
    client = signed_in(cast.wang_fang)
    wrong = act_on(client, case, "objection", words="不归我们。")
    assert wrong.status_code == 422 and "请选一条" in text(wrong) and "不归我们。" in text(wrong)
    done = act_on(client, case, "objection", ground="remit", words="主管网归供热公司。", unit="住建分中心")
    assert done.status_code == 302
    page = text(client.get(at(case)))
    assert "为民服务指导中心正在裁定；裁定以前它接着办。" in page
    assert "主管网归供热公司。" in page
    again = client.get(at(case, "objection"))
    assert again.status_code == 409


def test_the_arbiter_finds_it_and_rules(cast: Cast) -> None:
    case = objected(cast)
    client = signed_in(cast.sun_li)
    page = text(client.get(at(case)))
    assert "等您裁定" in page and at(case, "ruling") in page
    shown = text(client.get(at(case, "ruling")))
    assert "不是我们的职责" in shown and "由供热公司直管" in shown and "目录，没有经过人" in shown
    wrong = act_on(client, case, "ruling", decision="upheld", words="归住建。")
    assert wrong.status_code == 422 and "请写交给谁" in text(wrong)
    assert (
        act_on(client, case, "ruling", decision="upheld", unit="住建分中心", words="归住建。").status_code
        == 302
    )
    case.refresh_from_db()
    assert (case.state, case.unit_id) == (State.ASSIGNED, cast.housing.id)
    assert "裁定不归景阳社区工作站，交给住建分中心" in text(client.get(at(case)))


def test_a_dismissal_is_told_to_the_unit(cast: Cast) -> None:
    case = objected(cast)
    act_on(signed_in(cast.sun_li), case, "ruling", decision="dismissed", words="目录写明由你们办。")
    page = text(signed_in(cast.wang_fang).get(at(case)))
    assert "裁定归景阳社区工作站，不再退" in page and "目录写明由你们办。" in page
    assert "已经裁定，不再退" in page and at(case, "objection") not in page


def test_whoever_does_not_rule_does_not_get_the_page(cast: Cast) -> None:
    street_dispatcher(cast)
    case = objected(cast)
    assert signed_in(cast.sun_li).get(at(case, "ruling")).status_code == 403
    assert signed_in(cast.wang_fang).get(at(case, "ruling")).status_code == 403
    assert signed_in(cast.he_san).get(at(case, "ruling")).status_code == 403
