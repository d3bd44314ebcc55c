"""Areas are those of the ellipsoid: against closed formulas, and added up from parts."""

import math

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, Polygon, box
from shapely.geometry.base import BaseGeometry

from huisheng.goals.land import measure
from huisheng.goals.land.ground import as_array
from huisheng.goals.land.measure import in_metres, metres_a_degree, square_metres


def area(shape: BaseGeometry) -> float:
    return float(square_metres(as_array([shape]))[0])


def closed_form(west: float, south: float, east: float, north: float) -> float:
    """A box of meridians and parallels on the ellipsoid (Snyder, Map Projections, 3-12)."""
    e = math.sqrt(measure.SQUARED_ECCENTRICITY)

    def height(lat: float) -> float:
        sine = math.sin(math.radians(lat))
        bent = sine / (1 - (e * sine) ** 2) - math.log((1 - e * sine) / (1 + e * sine)) / (2 * e)
        return (1 - e * e) * bent * measure.AXIS**2 / 2

    return (height(north) - height(south)) * math.radians(east - west)


@given(st.floats(-80, 80), st.floats(0.001, 0.5), st.floats(0.001, 0.5))
def test_a_box_measures_what_the_formula_of_the_projection_gives(south: float, high: float, wide: float):
    shape = box(125.1, south, 125.1 + wide, south + high)
    assert area(shape) == pytest.approx(closed_form(*shape.bounds), rel=1e-7)


def test_the_whole_earth_has_its_known_area():
    strips = [box(-180, lat, 180, lat + 10) for lat in range(-90, 90, 10)]
    assert sum(map(area, strips)) == pytest.approx(510_065_621_724_000, rel=1e-9)


def test_two_parts_measure_together_what_the_whole_measures():
    whole = Polygon([(125.1, 43.8), (125.4, 43.81), (125.37, 44.0), (125.08, 43.95)])
    cut = box(125.0, 43.7, 125.23, 43.9)
    parts = [shapely.intersection(whole, cut), shapely.difference(whole, cut)]
    assert sum(map(area, parts)) == pytest.approx(area(whole), abs=1e-3)


def test_holes_are_taken_out_and_several_pieces_added_and_lines_are_nothing():
    outer, inner, other = (
        box(125, 43, 125.1, 43.1),
        box(125.04, 43.04, 125.06, 43.06),
        box(126, 43, 126.1, 43.1),
    )
    holed = Polygon(outer.exterior.coords, [inner.exterior.coords])
    assert area(holed) == pytest.approx(area(outer) - area(inner), rel=1e-12)
    assert area(MultiPolygon([holed, other])) == pytest.approx(area(holed) + area(other), rel=1e-12)
    shapes = as_array([outer.exterior, shapely.Point(1, 1), outer, Polygon()])
    assert square_metres(shapes).tolist() == [0.0, 0.0, area(outer), 0.0]
    assert square_metres(as_array([])).tolist() == []


def test_a_degree_is_as_long_as_tables_say():
    across, along = metres_a_degree(45.0)
    assert across == pytest.approx(78_847, abs=1)
    assert along == pytest.approx(111_132, abs=1)


def test_small_shapes_in_metres_keep_their_area_and_their_width():
    across, along = metres_a_degree(43.9)
    strip = box(125.2, 43.9, 125.2 + 30 / across, 43.9 + 0.4 / along)
    flat = in_metres(as_array([strip]))[0]
    assert np.ptp(shapely.get_coordinates(flat), axis=0) == pytest.approx([30, 0.4], abs=1e-4)
    assert flat.area == pytest.approx(area(strip), rel=1e-5)
