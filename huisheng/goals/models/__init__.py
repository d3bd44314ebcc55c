from .goal import Goal, Reading, Target
from .indicator import IndicatorVersion
from .land_cover import LandCover
from .ratings import RatingBatch

__all__ = ["Goal", "IndicatorVersion", "LandCover", "RatingBatch", "Reading", "Target"]
