from .ask import AskForm
from .pictures import PicturesField
from .track import AdditionForm, LostForm, RatingForm, SecretForm

__all__ = ["AdditionForm", "AskForm", "LostForm", "PicturesField", "RatingForm", "SecretForm"]
