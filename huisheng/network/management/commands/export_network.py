"""`huisheng export_network FILE`: everything that the network holds as a workbook, or its land as GeoJSON."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from huisheng.network.files.shapes import WITH_SHAPES
from huisheng.network.files.writing import network_workbook, template_workbook, write_geojson
from huisheng.network.kinds import KINDS


class Command(BaseCommand):
    """Writes one file; it replaces one that is there only when it is whole."""

    help = "Write the network to NAME.xlsx, or areas or plots to areas.geojson or plots.geojson."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, and whether it is to be empty."""
        parser.add_argument("path", type=Path, metavar="FILE")
        parser.add_argument("--template", action="store_true", help="an empty workbook with examples")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write beside the place first, and put it there at the end."""
        path: Path = options["path"]
        kind = path.stem if path.suffix == ".geojson" else ""
        if path.suffix != ".xlsx" and kind not in WITH_SHAPES:
            raise CommandError(_("文件要叫 …….xlsx、areas.geojson 或 plots.geojson。"))
        if not path.parent.is_dir():
            raise CommandError(_("没有 %s 这个文件夹。") % path.parent)
        begun = path.with_name(f"{path.name}.part")
        if kind:
            with begun.open("wb") as out:
                write_geojson(KINDS[kind], out)
        else:
            (template_workbook if options["template"] else network_workbook)(begun)
        begun.replace(path)
        self.stdout.write(_("写好了：%s") % path)
