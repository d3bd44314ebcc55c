from .goal import Goal, Reading, Target
from .land_cover import LandCover

__all__ = ["Goal", "LandCover", "Reading", "Target"]
