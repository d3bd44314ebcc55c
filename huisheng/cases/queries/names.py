"""What ids are called on pages: from the snapshots in this process, without a statement."""

from django.utils.translation import get_language, gettext

from huisheng.cases.models import Category
from huisheng.cases.queries.catalogue import catalogue
from huisheng.network.tree import tree
from huisheng.people.reference import roles


def unit_name(unit_id: int | None) -> str:
    """The name of a unit, closed ones included; empty when there is none."""
    unit = tree().units.get(unit_id) if unit_id is not None else None
    return unit.name if unit else ""


def plot_label(plot_id: int | None) -> str:
    """Code and name of a plot; empty when there is none."""
    plot = tree().plots.get(plot_id) if plot_id is not None else None
    return plot.label if plot else ""


def category_name(category_id: int | None) -> str:
    """The name of a category in the reader's language; empty when there is none."""
    category = catalogue().categories.get(category_id) if category_id is not None else None
    return name_of(category) if category else ""


def name_of(category: Category) -> str:
    """The name of a category in the reader's language."""
    return category.name_en if (get_language() or "").startswith("en") and category.name_en else category.name


def role_name(code: str) -> str:
    """What a post is called, by the code of its role."""
    return next((gettext(role.name) for role in roles() if role.code == code), "")
