"""Tables of the log. Leaves, nodes, cosignatures and openings are append-only; the head is one row that moves."""

from huisheng.evidence.models.checkpoint import Checkpoint, Cosignature
from huisheng.evidence.models.head import Head
from huisheng.evidence.models.leaf import LogLeaf, LogNode
from huisheng.evidence.models.opening import OpeningFile

__all__ = ["Checkpoint", "Cosignature", "Head", "LogLeaf", "LogNode", "OpeningFile"]
