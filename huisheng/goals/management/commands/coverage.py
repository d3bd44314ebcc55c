"""`huisheng coverage [--json]`: whether every inch is managed and every household served."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from huisheng.goals.land.parts import SLIVER_METRES, Kind, LandCoverage, Part
from huisheng.goals.queries import HouseholdCoverage, households, land
from huisheng.goals.report import coverage_report
from huisheng.goals.words import KINDS, say_area
from huisheng.network.tree import tree
from huisheng.ui.words import say_count, say_share

SHOWN = 50
DIGITS = 4


class Command(BaseCommand):
    """Prints what is covered and what is missing; finding something missing is no error."""

    help = "Computes both standing goals: land by plots (gaps, overlaps, outside) and households served."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The form of the answer."""
        parser.add_argument("--json", action="store_true", help="for programs, with the pieces as GeoJSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Compute and print."""
        if options["json"]:
            self.stdout.write(json.dumps(coverage_report(), ensure_ascii=False))
            return
        self.stdout.write(tree().day.isoformat())
        for line in [*_land_lines(land()), *_household_lines(households())]:
            self.stdout.write(line)


def _land_lines(found: LandCoverage | None) -> Iterator[str]:
    yield _("每一寸土地都有人管理")
    if found is None:
        yield "  " + _("本区还没有边界，算不出来。先载入区的边界。")
        return
    yield "  " + _("覆盖 %(share)s：全区 %(district)s，已覆盖 %(covered)s。") % {
        "share": say_share(found.share, 0 if found.share == 1 else DIGITS),
        "district": say_area(found.district_area),
        "covered": say_area(found.covered_area),
    }
    for kind in Kind:
        yield from _kind_lines(kind, found.of(kind), found.of(kind, slivers=True))


def _kind_lines(kind: Kind, parts: Sequence[Part], slivers: Sequence[Part]) -> Iterator[str]:
    yield "  " + _("%(kind)s %(count)s 处，共 %(area)s。") % {"kind": KINDS[kind].name, **_sum(parts)}
    for part in parts[:SHOWN]:
        middle = part.shape.representative_point()
        plots = _("、").join(tree().plot(plot).code for plot in part.plots)
        yield f"    {say_area(part.area)}  {middle.x:.6f}, {middle.y:.6f}  {plots}"
    if len(parts) > SHOWN:
        yield "    " + _("还有 %(count)s 处，用 --json 看全。") % {"count": say_count(len(parts) - SHOWN)}
    if slivers:
        yield "    " + _("另有薄片（哪里都不到 %(width)s 米宽）%(count)s 处，共 %(area)s。") % {
            "width": SLIVER_METRES,
            **_sum(slivers),
        }


def _sum(parts: Sequence[Part]) -> dict[str, str]:
    return {"count": say_count(len(parts)), "area": say_area(sum(part.area for part in parts))}


def _household_lines(found: HouseholdCoverage) -> Iterator[str]:
    tally = found.tally
    yield _("每一户家庭都有人服务")
    if tally.share is None:
        yield "  " + _("还没有登记住户。")
        return
    yield "  " + _("覆盖 %(share)s：%(all)s 户，缺人服务的 %(unserved)s 户。") % {
        "share": say_share(tally.share, DIGITS),
        "all": say_count(tally.dwellings),
        "unserved": say_count(tally.unserved),
    }
    yield "  " + _(
        "没有责任田 %(plot)s 户，没有支部 %(branch)s 户，没有服务团队 %(team)s 户，没有中心户 %(hub)s 户。"
    ) % {
        "plot": say_count(tally.without_plot),
        "branch": say_count(tally.without_branch),
        "team": say_count(tally.without_team),
        "hub": say_count(tally.without_hub),
    }
