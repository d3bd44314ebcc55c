"""Maps made by the server: links with names and words, no script, no inline style."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from django.template.loader import render_to_string

from huisheng.network.frame import WIDTH, frame_around
from huisheng.network.map import Map, Mark, district_map, places_map, plots_map, unit_map
from huisheng.network.nodes import AreaNode, PlotNode
from huisheng.network.projection import mercator
from tests.cast import Cast
from tests.cast_network import SIDE


class Links(HTMLParser):
    """Reads links with what they say."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[dict[str, str | None]] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "a":
            self.found.append(dict(attrs))


def drawn(map: Map, **context: Any) -> Links:
    reader = Links()
    reader.feed(render_to_string("network/map.html", {"map": map, **context}))
    return reader


def to_area(area: AreaNode) -> str:
    return f"/areas/{area.code}"


def to_plot(plot: PlotNode) -> str:
    return f"/plots/{plot.code}"


def district_of(cast: Cast) -> int:
    return cast.district.id


def test_the_district_shows_its_streets_as_links(cast: Cast) -> None:
    links = drawn(district_map(to_area)).found
    assert {(link["href"], link["aria-label"]) for link in links} == {
        ("/areas/A-street", "春城街道"),
        ("/areas/A-other_street", "锦程街道"),
    }  # the third street has no plot, so there is nothing to draw


def test_a_street_shows_its_communities_and_an_area_its_plots(cast: Cast) -> None:
    street = cast.street.area_id
    assert street is not None
    assert [shape.name for shape in places_map(street, to_area).shapes] == ["景阳社区"]
    plots = plots_map(street, to_plot)
    assert {shape.name for shape in plots.shapes} == {
        f"{plot.code} {plot.name}" for plot in [*cast.plots, *cast.second_plots]
    }
    assert len(unit_map(cast.studio.id, to_plot).shapes) == 2


def test_a_mark_is_said_in_words_and_never_by_colour_alone(cast: Cast) -> None:
    marked = plots_map(district_of(cast), to_plot, marks={cast.plots[0].id: Mark(3, "超时", "late")})
    (link,) = [link for link in drawn(marked).found if "is-late" in (link["class"] or "")]
    assert link["aria-label"] == f"{cast.plots[0].code} {cast.plots[0].name} · 3 超时"
    listed = render_to_string("network/map_list.html", {"map": marked})
    assert "3 超时" in listed
    with pytest.raises(ValueError, match="no such tone"):
        Mark(1, "超时", "red")


def test_the_chosen_plot_says_that_it_is(cast: Cast) -> None:
    links = drawn(plots_map(district_of(cast), to_plot, chosen=cast.plots[1].id)).found
    (chosen,) = [link for link in links if link.get("aria-current") == "true"]
    assert chosen["data-code"] == cast.plots[1].code
    assert (chosen["aria-label"] or "").endswith("已选")


def test_names_are_escaped(cast: Cast) -> None:
    cast.plots[0].name = '<script>"&'
    cast.plots[0].save()
    reader = drawn(plots_map(district_of(cast), to_plot))
    assert not [tag for tag, _attrs in reader.tags if tag == "script"]
    assert any('<script>"&' in (link["aria-label"] or "") for link in reader.found)


def test_it_needs_no_script_and_no_inline_style(cast: Cast) -> None:
    tags = drawn(plots_map(district_of(cast), to_plot)).tags
    assert not [tag for tag, attrs in tags if tag in ("script", "style") or "style" in attrs]
    assert not [name for _tag, attrs in tags for name in attrs if name.startswith("on")]


def test_where_a_point_is_asked_for_the_script_and_the_projection_come_along(cast: Cast) -> None:
    map = plots_map(district_of(cast), to_plot)
    reader = drawn(map, lon_field="id_lon", lat_field="id_lat", plot_field="id_plot")
    assert [attrs["src"] for tag, attrs in reader.tags if tag == "script"] == ["/static/network/map.js"]
    (figure,) = [attrs for tag, attrs in reader.tags if tag == "figure"]
    left, top, scale = _numbers(figure)
    lon, lat = 125.20 + SIDE, 43.88 + SIDE / 2
    x, y = mercator(lon, lat)
    assert map.frame.place(lon, lat) == pytest.approx(((x - left) * scale, (y - top) * scale))


def _numbers(figure: dict[str, str | None]) -> tuple[float, ...]:
    return tuple(float(number) for number in (figure["data-projection"] or "").split())


def test_everything_lies_inside_the_view_box_and_fills_it(cast: Cast) -> None:
    drawing = plots_map(district_of(cast), to_plot, point=(125.201, 43.881))
    _zero, _too, width, height = map(float, drawing.view_box.split())
    numbers = [
        tuple(map(float, pair.split()))
        for shape in drawing.shapes
        for pair in re.findall(r"[\d.]+ [\d.]+", shape.path)
    ]
    assert width == WIDTH
    assert all(0 <= x <= width and 0 <= y <= height for x, y in numbers)
    assert max(x for x, _y in numbers) - min(x for x, _y in numbers) > 0.9 * width
    assert drawing.pin is not None and 0 < float(drawing.pin[0]) < width


def test_north_is_up_and_a_tall_district_is_not_too_tall() -> None:
    frame = frame_around((125.0, 43.0, 125.01, 44.0))
    assert frame.height <= 420
    assert frame.place(125.0, 44.0)[1] < frame.place(125.0, 43.0)[1]
    assert frame.place(125.005, 43.5)[0] == pytest.approx(WIDTH / 2)


def test_tiles_are_drawn_only_where_an_address_is_set(cast: Cast, settings: Any) -> None:
    assert plots_map(district_of(cast), to_plot).tiles == ()
    settings.TILES = "https://tiles.example/{z}/{x}/{y}.png"
    settings.TILES_CREDIT = "© 示例地图"
    map = plots_map(district_of(cast), to_plot)
    assert 1 <= len(map.tiles) <= 36
    assert all(re.fullmatch(r"https://tiles.example/\d+/\d+/\d+.png", tile.href) for tile in map.tiles)
    left, top = min(tile.left for tile in map.tiles), min(tile.top for tile in map.tiles)
    right = max(tile.left + tile.size for tile in map.tiles)
    assert left <= 0 and top <= 0 and right >= WIDTH
    assert map.credit == "© 示例地图"
    assert "© 示例地图" in render_to_string("network/map.html", {"map": map})


def test_drawing_costs_no_statement(cast: Cast, django_assert_num_queries: Any) -> None:
    plots_map(district_of(cast), to_plot)
    with django_assert_num_queries(0):
        district_map(to_area)
        plots_map(district_of(cast), to_plot)


def test_an_empty_network_draws_an_empty_map(db: None) -> None:
    assert district_map(to_area).shapes == ()
    assert "还没有责任田" in render_to_string("network/map_list.html", {"map": district_map(to_area)})


def test_an_unknown_area_is_an_error(cast: Cast) -> None:
    with pytest.raises(KeyError):
        plots_map(0, to_plot)
