"""The catalogue's pages: who does what, a new edition previewed and made, its history."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse

from huisheng.cases.actions.load_catalogue import load_catalogue
from huisheng.cases.models import CatalogueVersion
from huisheng.cases.queries.catalogue import Target, catalogue
from huisheng.cases.tests.matters import category_id, handling
from huisheng.cases.tests.pages import Response, form_in, signed_in, text
from huisheng.cases.tests.test_object import street_dispatcher
from huisheng.core import clock
from tests.cast import Cast

ROUTES, EDIT = reverse("cases:routes"), reverse("cases:routes_edit")
HISTORY = reverse("cases:routes_history")


def choose(client: Client, **typed: str) -> Response:
    """Choose and look what would be."""
    return client.post(EDIT, {**form_in(client.get(EDIT), EDIT), **typed})


def confirm(client: Client, previewed: Response, **typed: str) -> Response:
    return client.post(EDIT, {**form_in(previewed, EDIT), "sure": "1", **typed})


def test_everybody_of_the_staff_reads_who_does_what(cast: Cast) -> None:
    load_catalogue()
    page = text(signed_in(cast.zhao_qiang).get(ROUTES))
    assert "供热" in page and "归地点所在的村、社区工作站" in page
    assert "行政执法 · 镇街以上办" in page and "六有一评只说有这样一份清单" in page
    assert EDIT not in page
    assert signed_in(cast.zhao_qiang).get(f"{ROUTES}?edition=no-such").status_code == 404


def test_a_change_is_previewed_then_made_and_stands_in_the_history(cast: Cast) -> None:
    heating = category_id("heating")
    handling(cast)
    client = signed_in(cast.sun_li)
    previewed = choose(client, **{f"route_{heating}": f"D{cast.housing.id}"})
    assert "归地点所在的村、社区工作站 → 归部门：住建分中心" in text(previewed)
    assert "最近 30 天收到 1 件" in text(previewed)
    assert CatalogueVersion.objects.count() == 1
    assert confirm(client, previewed)["Location"] == HISTORY
    assert catalogue().routes[heating] == Target(None, cast.housing.id)
    page = text(client.get(HISTORY))
    assert "孙丽编的" in page and "从文件装入" in page and "归部门：住建分中心" in page


def test_what_was_not_previewed_is_not_made(cast: Cast) -> None:
    heating = category_id("heating")
    client = signed_in(cast.sun_li)
    previewed = choose(client, **{f"route_{heating}": "L2"})
    again = confirm(client, previewed, **{f"route_{heating}": "L1"})
    assert again.status_code == 200 and "归区里" in text(again)
    assert CatalogueVersion.objects.count() == 1


def test_the_list_keeps_its_work_from_a_wrong_route_with_words_by_the_field(cast: Cast) -> None:
    heating, client = category_id("heating"), signed_in(cast.sun_li)
    handling(cast)
    refused = choose(client, **{f"reserved_{heating}": "2:enforcement"})
    assert refused.status_code == 422 and "“供热”在清单上，不能归到村、社区。" in text(refused)
    both = {f"reserved_{heating}": "2:enforcement", f"route_{heating}": "L2"}
    assert "有 1 件在办的按清单不该在村、社区手里" in text(choose(client, **both))


def test_an_edition_of_somebody_else_in_between_is_said(cast: Cast) -> None:
    heating, client = category_id("heating"), signed_in(cast.sun_li)
    form = form_in(client.get(EDIT), EDIT)
    confirm(client, choose(client, **{f"route_{heating}": "L2"}))
    late = client.post(EDIT, {**form, f"route_{category_id('water')}": "L2"})
    assert late.status_code == 409 and "刚才有人编了新的一版" in text(late)
    assert form_in(late, EDIT)[f"route_{category_id('water')}"] == "L2"


def test_bad_days_and_nothing_changed_are_said(cast: Cast) -> None:
    heating, client = category_id("heating"), signed_in(cast.sun_li)
    assert "还没有改什么" in text(choose(client))
    yesterday = (clock.today() - timedelta(days=1)).isoformat()
    early = confirm(client, choose(client, since=yesterday, **{f"route_{heating}": "L2"}))
    assert early.status_code == 422 and "不能早于" in text(early)
    assert choose(client, since="明天", **{f"route_{heating}": "L2"}).status_code == 422
    assert choose(client, **{f"route_{heating}": "D999999"}).status_code == 422


def test_a_dispatcher_of_a_street_does_not_edit(cast: Cast) -> None:
    assert signed_in(street_dispatcher(cast)).get(EDIT).status_code == 403
