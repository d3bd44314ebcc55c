"""Signs of plots as PDF: who is responsible, how to ask, and a code that leads to the ask page."""

from datetime import date
from io import BytesIO

import pytest
import zxingcpp
from django.test import Client, override_settings
from django.urls import reverse
from PIL import Image
from pypdf import PdfReader

from huisheng.desk.queries import signs
from huisheng.network import tree
from huisheng.network.demo.bundle import invent
from huisheng.network.demo.figures import read_figures
from huisheng.network.models import Plot, PlotHolding, PlotHub, Unit
from huisheng.ui import typeset
from tests.cast import Cast, add_person, appoint, sign_in

RARE = "𰻝"


@pytest.fixture
def clerk(client: Client, cast: Cast) -> Client:
    """何三, of another street: any staff may print signs. The station has a telephone."""
    Unit.objects.filter(pk=cast.station.pk).update(office_phone="0431-00000021")
    tree.forget()
    return sign_in(client, cast.he_san)


def pages(answer) -> list[str]:
    assert answer.status_code == 200 and answer["Content-Type"] == "application/pdf"
    # Between Chinese and Latin letters a thin space is set, which is none of the text's.
    return ["".join(page.extract_text().split()) for page in PdfReader(BytesIO(answer.content)).pages]


def codes(sheet: str, cast: Cast) -> list[str]:
    """What a telephone reads from the printed pages."""
    plots = tree.tree().plots_of(cast.station.id)
    drawn = typeset.pictures(signs.TEMPLATE, signs.on_signs(plots, sheet, "牌子"))
    return [code.text for page in drawn for code in zxingcpp.read_barcodes(Image.open(BytesIO(page)))]


def test_the_sign_of_one_plot_says_who_is_responsible_and_how_to_ask(clerk: Client, cast: Cast) -> None:
    plot = cast.plots[0]
    (text,) = pages(clerk.get(reverse("desk:plot_sign_pdf", args=[plot.code])))
    for words in (
        *(str(plot), "春城街道", "景阳社区第一党支部", "景阳社区工作站", "0431-00000021", "锦江花园工作室"),
        *("有什么事，扫一扫说", "Scan and tell us", "有危险，先打 110、119、120"),
        plot.sign_code,
    ):
        assert words.replace(" ", "") in text


def test_all_plots_of_a_unit_come_in_one_file_one_on_a_sheet_or_four(clerk: Client, cast: Cast) -> None:
    one = pages(clerk.get(reverse("desk:signs"), {"unit": cast.station.code, "sheet": "one"}))
    four = pages(clerk.get(reverse("desk:signs"), {"unit": cast.station.code, "sheet": "four"}))
    assert (len(one), len(four)) == (4, 1)
    for page, plot in zip(one, [*cast.plots, *cast.second_plots], strict=True):
        assert plot.name in page and plot.name in four[0]
    district = pages(clerk.get(reverse("desk:signs"), {"sheet": "four"}))
    assert len(district) == 2 and cast.other_plots[1].name in district[1]


@override_settings(PUBLIC_ADDRESS="https://huisheng.example.org")
@pytest.mark.parametrize("sheet", ["one", "four"])
def test_the_codes_can_be_read_from_paper(cast: Cast, sheet: str) -> None:
    plots = [*cast.plots, *cast.second_plots]
    assert sorted(codes(sheet, cast)) == sorted(
        f"https://huisheng.example.org/p/{plot.sign_code}" for plot in plots
    )


def test_whoever_scans_it_finds_the_place_filled_in(clerk: Client, cast: Cast) -> None:
    (link,) = [code for code in codes("one", cast) if code.endswith(cast.plots[0].sign_code)]
    answer = Client().get(link.partition("/p/")[1] + link.partition("/p/")[2])
    assert answer.status_code == 200
    assert f'name="plot" value="{cast.plots[0].code}"' in answer.content.decode()


def test_the_same_network_gives_the_same_file(clerk: Client, cast: Cast) -> None:
    address = reverse("desk:signs") + f"?unit={cast.street.code}&sheet=four"
    first = clerk.get(address).content
    clerk.cookies["language"] = "en"
    assert clerk.get(address).content == first


def test_no_person_and_no_home_stands_on_a_sign(clerk: Client, cast: Cast) -> None:
    PlotHub.objects.create(plot=cast.plots[0], unit=cast.hub, since=date(2020, 1, 1))
    appoint([(add_person("书记甲"), "secretary", cast.branch)])
    tree.forget()
    (text,) = pages(clerk.get(reverse("desk:plot_sign_pdf", args=[cast.plots[0].code])))
    assert all(words not in text for words in ("中心户", "书记甲", "王芳", "赵强"))


def test_a_plot_without_branch_or_studio_still_says_who(clerk: Client, cast: Cast) -> None:
    Plot.objects.filter(pk=cast.plots[0].pk).update(unit=cast.station)
    PlotHolding.objects.filter(plot=cast.plots[0]).update(until=date(2026, 1, 1))
    tree.forget()
    (text,) = pages(clerk.get(reverse("desk:plot_sign_pdf", args=[cast.plots[0].code])))
    assert text.count("景阳社区工作站") == 3 and "党支部" not in text


def test_long_names_stay_on_their_page(clerk: Client, cast: Cast) -> None:
    Plot.objects.filter(pk=cast.plots[0].pk).update(name="一" * 80)
    Unit.objects.filter(pk__in=[cast.station.pk, cast.studio.pk]).update(name="站" * 80)
    tree.forget()
    assert len(pages(clerk.get(reverse("desk:plot_sign_pdf", args=[cast.plots[0].code])))) == 1
    assert len(pages(clerk.get(reverse("desk:signs"), {"unit": cast.station.code, "sheet": "four"}))) == 1


def test_the_page_says_how_many_sheets_and_which_characters_cannot_be_printed(
    clerk: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = reverse("desk:signs") + f"?unit={cast.station.code}"
    html = clerk.get(address).content.decode()
    assert "一张一块：4 张 A4" in html and "一张四块，裁开：1 张 A4" in html and "字库没有" not in html
    monkeypatch.setattr(typeset, "_system", dict)
    Plot.objects.filter(pk=cast.plots[0].pk).update(name=f"{RARE}面街")
    tree.forget()
    assert f"{RARE}。牌子上先印" in clerk.get(address).content.decode()
    (text,) = pages(clerk.get(reverse("desk:plot_sign_pdf", args=[cast.plots[0].code])))
    assert "〓面街" in text and "U+30EDD" in text


def test_a_closed_plot_or_unit_has_no_sign(clerk: Client, cast: Cast) -> None:
    Plot.objects.filter(pk=cast.plots[0].pk).update(until=date(2026, 1, 1))
    Unit.objects.filter(pk=cast.other_studio.pk).update(until=date(2026, 1, 1))
    tree.forget()
    assert clerk.get(reverse("desk:plot_sign_pdf", args=[cast.plots[0].code])).status_code == 404
    assert clerk.get(reverse("desk:signs"), {"unit": cast.other_studio.code}).status_code == 404
    assert clerk.get(reverse("desk:signs"), {"unit": "nowhere"}).status_code == 404
    assert (
        "这里没有责任田"
        in clerk.get(reverse("desk:signs"), {"unit": cast.next_station.code}).content.decode()
    )


def test_signs_cost_no_statement_of_their_own(
    clerk: Client, cast: Cast, django_assert_max_num_queries
) -> None:
    address = reverse("desk:signs") + f"?unit={cast.street.code}&sheet=four"
    clerk.get(address)
    with django_assert_max_num_queries(3):  # session, account, posts
        clerk.get(address)


def test_our_font_has_every_character_of_the_demo_district() -> None:
    bundle = invent(read_figures())
    names = [
        row.name for rows in (bundle.areas, bundle.units, bundle.organisations, bundle.plots) for row in rows
    ]
    assert len(names) > 2000
    assert set("".join(names)) - typeset._own() == set()
