"""How text is cut for search: pairs of neighbouring Chinese characters, whole Latin words and numbers."""

import re
import unicodedata

MOST_TOKENS = 2000
_RUNS = re.compile(r"[\u3400-\u9fff]+|[a-z0-9]+")


def tokens(text: str) -> list[str]:
    """The distinct tokens of a text, sorted; at most 2,000, each at most 24 characters."""
    found: set[str] = set()
    for run in _RUNS.findall(unicodedata.normalize("NFKC", text).lower()):
        if run[0] < "\u3400":
            found.add(run[:24])
        elif len(run) == 1:
            found.add(run)
        else:
            found.update(run[at : at + 2] for at in range(len(run) - 1))
    return sorted(found)[:MOST_TOKENS]
