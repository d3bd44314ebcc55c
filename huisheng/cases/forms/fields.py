"""Fields in which staff type a place or a unit as they know it, and pictures."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from huisheng.cases.actions.photos import MOST_BYTES, MOST_PICTURES, NoPicture, Picture, read_picture
from huisheng.core.spelling import spellings
from huisheng.network.geometry import locate
from huisheng.network.points import problem_of, read_point
from huisheng.network.tree import UnitNode, tree
from huisheng.ui.names import in_a_row, with_note
from huisheng.ui.widgets import PhotosInput

SHOWN = 5
UNCLEAR = "unclear"
HUB_LEVEL = 5
LONGEST_PLACE = 200


@dataclass(frozen=True)
class Place:
    """Where a matter is: a plot, or the street or community that is known of it, or neither.

    `point` is longitude and latitude in WGS84 degrees, where they were typed.
    """

    plot_id: int | None = None
    desk_unit_id: int | None = None
    point: tuple[float, float] | None = None


class UnitField(forms.CharField):
    """A unit, typed as its code or its name, or a part of the name that only one unit has; its id."""

    def clean(self, value: Any) -> Any:
        words = super().clean(value)
        return find_unit(words) if words else None


class PlotField(forms.CharField):
    """A plot, typed as its code, the code on its sign, or its name; its id."""

    def clean(self, value: Any) -> Any:
        words = super().clean(value)
        return find_plot(words) if words else None


class PlaceField(forms.CharField):
    """A plot, a street or community by its name, or longitude and latitude; a `Place`."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": LONGEST_PLACE, **options})

    def clean(self, value: Any) -> Any:
        words = super().clean(value)
        return find_place(words) if words else Place()


class SeveralFiles(PhotosInput):
    """All files of the field, not only the last."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


class PicturesField(forms.FileField):
    """Up to six pictures; each is read and made anew here, so that what is no picture is said at once."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> tuple[Picture, ...]:
        files = [file for file in (data if isinstance(data, list | tuple) else [data]) if file]
        if len(files) > MOST_PICTURES:
            raise ValidationError(_("最多 %(most)d 张，请去掉几张。") % {"most": MOST_PICTURES})
        return tuple(_picture(file) for file in files)


def offer(form: forms.BaseForm, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
    """Set what a field offers to choose from."""
    form.fields[name].choices = list(choices)  # type: ignore[attr-defined]  # a field of choices


def find_unit(words: str) -> int:
    """The open unit that is meant; `ValidationError` says which there are when that is unclear."""
    typed, meant = words.strip(), spellings(words)
    units = [unit for unit in tree().units.values() if not unit.closed]
    found = [unit for unit in units if not meant.isdisjoint((unit.code, unit.name))]
    if len(found) != 1:
        found = found or [unit for unit in open_units() if any(part in unit.name for part in meant)]
    if len(found) == 1:
        return found[0].id
    if not found:
        raise ValidationError(_("没有“%(words)s”这个单位。请写全名或代码。") % {"words": typed})
    names = in_a_row(with_note(unit.name, unit.code) for unit in found[:SHOWN])
    raise ValidationError(_("是哪一个？%(names)s。请写全名或代码。") % {"names": names})


def find_plot(words: str) -> int:
    """The open plot that is meant; `ValidationError` when there is none or more than one."""
    typed, network = words.strip(), tree()
    parts = (typed, *(spellings(words) - {typed}))
    for meant in parts:
        plot = (
            network.plot_by_code(meant)
            or network.plot_by_code(meant.split(" ")[0])
            or network.plot_by_sign(meant)
        )
        if plot is not None and not plot.closed:
            return plot.id
    found = [
        plot
        for plot in network.plots.values()
        if not plot.closed and any(part in plot.name for part in parts)
    ]
    if len(found) == 1:
        return found[0].id
    if not found:
        raise ValidationError(_("没有“%(words)s”这块责任田。请写编号，例如牌子上的码。") % {"words": typed})
    labels = str(_("、")).join(plot.label for plot in found[:SHOWN])
    raise ValidationError(_("是哪一块？%(labels)s。请写编号。") % {"labels": labels}, code=UNCLEAR)


def find_place(words: str) -> Place:
    """The plot or point that is meant, else the street or community; `ValidationError` when none is clear."""
    if point := read_point(words):
        return _at(*point)
    try:
        return Place(plot_id=find_plot(words))
    except ValidationError as no_plot:
        typed = words.strip()
        areas = [area for area in tree().areas.values() if not area.closed and area.name == typed]
        units = [unit for unit in open_units() if unit.name == typed or unit.area_id in {a.id for a in areas}]
        if units:
            return Place(desk_unit_id=min(units, key=lambda unit: unit.level).id)
        raise (no_plot if no_plot.code == UNCLEAR else _no_place(typed)) from None


def _no_place(typed: str) -> ValidationError:
    """What may be written instead, and what was perhaps meant."""
    words = _("没有“%(words)s”这个地方。请写责任田的编号或名称、街道或社区的名称，或者经纬度。") % {
        "words": typed
    }
    near = in_a_row(_near(typed))
    perhaps = _("是不是：%(names)s？") % {"names": near} if near else ""
    return ValidationError(f"{words}{perhaps}")


def _near(typed: str) -> list[str]:
    """Names of places that are like what was typed: those within it or around it, then those a letter or two away."""
    network = tree()
    with_desk = {unit.area_id for unit in open_units()}
    areas = [area.name for area in network.areas.values() if not area.closed and area.id in with_desk]
    names = list(dict.fromkeys([*areas, *(plot.name for plot in network.plots.values() if not plot.closed)]))
    within = [name for name in names if len(typed) > 1 and (typed in name or name in typed)]
    return list(dict.fromkeys([*within, *get_close_matches(typed, names, SHOWN)]))[:SHOWN]


def _at(lon: float, lat: float) -> Place:
    finding = problem_of(lon, lat)
    if finding is not None:
        raise ValidationError(finding.message)
    return Place(plot_id=locate(lon, lat), point=(lon, lat))


def open_units() -> list[UnitNode]:
    """The units that work on matters: all but closed ones and hub households, by level and code."""
    return [unit for unit in tree().units.values() if not unit.closed and unit.level < HUB_LEVEL]


def _picture(file: "UploadedFile[Any]") -> Picture:
    if (file.size or 0) > MOST_BYTES:
        raise ValidationError(_("“%(name)s”太大了，一张最多 12 MB。") % {"name": file.name})
    try:
        return read_picture(file.read())
    except NoPicture:
        raise ValidationError(_("“%(name)s”不是能看的照片，请换一张。") % {"name": file.name}) from None
