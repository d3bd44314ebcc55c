"""Making the network of an area file the one to route by, in a database that has no other."""

from django.utils.translation import gettext as _

from huisheng.cases.importing.areas import AreaFile
from huisheng.cases.importing.faults import FileRefused
from huisheng.network.actions.load_network import load_network
from huisheng.network.faults import NetworkRefused
from huisheng.network.tree import tree


def use_area(area: AreaFile) -> None:
    """Load the area unless it is there already. `FileRefused` when the database serves another district."""
    top = tree().district
    if top is not None and top.code != area.code:
        raise FileRefused(
            _(
                "这个库已经是“%(here)s”的，不能再放“%(there)s”。请另建一个库（HUISHENG_STATE 或 DATABASE_URL）。"
            )
            % {"here": top.name, "there": area.name}
        )
    try:
        load_network(area.bundle, actor=None)
    except NetworkRefused as refused:
        raise FileRefused("\n".join(str(fault) for fault in refused.faults)) from refused
