"""A copy of the log in a folder, as it is served: for mirrors, for archives, for whoever verifies offline."""

from pathlib import Path

from huisheng.evidence.keys import log_key
from huisheng.evidence.queries.published import everything


def export_log(folder: Path) -> int:
    """Write every published file below `folder`; how many. What is there already is written over.

    Leaves below a checkpoint never change, so that a log that grows meanwhile does no harm.
    """
    count = 0
    for path, content in everything(str(log_key().signer.key)):
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
        count += 1
    return count
