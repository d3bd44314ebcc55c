"""Drawing land: reading and checking outlines, snapping, cutting, joining, and what neighbours give and take.

Nothing in here reads or writes the database. Corners are `(lon, lat)` in WGS84 degrees; what is kept lies on a
grid of 10⁻⁷ degrees (about a centimetre), so that neighbours can share their corners exactly.
"""

from __future__ import annotations

from shapely.geometry import MultiPolygon, Polygon

Corner = tuple[float, float]
Corners = tuple[Corner, ...]
Land = Polygon | MultiPolygon

DIGITS = 7
GRID = 1e-7
# What is nearer than this to a neighbour's corner or edge was meant to lie on it.
SNAP_METRES = 2.0
# Land below this is the trace of rounding and of a hand that shook, no land that anybody keeps.
SLIVER_SQUARE_METRES = 1.0
SMALLEST_SQUARE_METRES = 25.0
FEWEST_CORNERS, MOST_CORNERS = 3, 2_000
FEWEST_OF_LINE = 2
