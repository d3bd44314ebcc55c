import gc
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huisheng.cases.actions.import_batches import NO_PLOT, OUTSIDE
from huisheng.cases.actions.import_cases import Imported, import_cases
from huisheng.cases.actions.use_area import use_area
from huisheng.cases.importing.areas import read_area
from huisheng.cases.importing.faults import FileRefused
from huisheng.cases.importing.mapping import read_mapping
from huisheng.cases.importing.matters import NONE, ROUNDED
from huisheng.ui.names import in_a_row

SHOWN_NAMES = 5
WHY_NO_PLACE = {
    NONE: gettext_lazy("没有写位置：%d 行"),
    ROUNDED: gettext_lazy("坐标取整到了整度，不能当位置用：%d 行"),
    OUTSIDE: gettext_lazy("位置不在本区：%d 行"),
    NO_PLOT: gettext_lazy("在本区，但不在任何责任田里：%d 行"),
}


class Command(BaseCommand):
    """Take in a file of real matters."""

    help = "Import matters from a CSV or XLSX file, as historic records or (--live) as new matters."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="CSV or XLSX")
        parser.add_argument("--mapping", required=True, help="a TOML file, or the name of one that ships")
        parser.add_argument("--area", help="an area file (GeoJSON), or the name of one that ships")
        parser.add_argument("--live", action="store_true", help="take the matters in as new")
        parser.add_argument("--rejected", type=Path, help="where rejected rows go; FILE.rejected.csv")

    def handle(self, *args: Any, file: Path, mapping: str, **options: Any) -> None:
        rejected = options["rejected"] or file.with_name(f"{file.name}.rejected.csv")
        self.last = Imported()
        gc.freeze()  # what is loaded so far stays; looking through it again and again takes a tenth of the time
        try:
            chosen = read_mapping(mapping)
            if options["area"]:
                use_area(read_area(options["area"]))
            done = import_cases(file, chosen, rejected, as_new=options["live"], tell=self._tell)
        except (FileRefused, OSError) as problem:
            raise CommandError(str(problem)) from problem
        except BaseException:
            self._say_broken_off()
            raise
        self._report(done, rejected)

    def _tell(self, done: Imported) -> None:
        self.last = done
        self.stdout.write(_("已写入 %d 行。") % done.added)

    def _say_broken_off(self) -> None:
        words = _("中断了：已写入的 %d 行都在。再运行一次同样的命令，会接着做，不会重复。")
        self.stderr.write(words % self.last.added)

    def _report(self, done: Imported, rejected: Path) -> None:
        for notice in done.notices:
            self.stdout.write(notice)
        for why, words in WHY_NO_PLACE.items():
            if done.places[why]:
                self.stdout.write(words % done.places[why])
        if done.unknown_places:
            names = in_a_row(name for name, _count in done.unknown_places.most_common(SHOWN_NAMES))
            unknown = {"count": len(done.unknown_places), "names": names}
            self.stdout.write(_("网络里没有的地名：%(count)d 个，例如 %(names)s。") % unknown)
        self.stdout.write(
            _("新增 %(added)d 行，原来就有 %(repeated)d 行，退回 %(rejected)d 行。")
            % {"added": done.added, "repeated": done.repeated, "rejected": done.rejected}
        )
        if done.rejected:
            self.stdout.write(
                _("退回的行和原因在：%s。改好以后，用同一个对照表导入这个文件就行。") % rejected
            )
