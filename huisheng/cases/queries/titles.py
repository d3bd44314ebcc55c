"""A short title from the resident's own words, for lists."""

import re

LONGEST = 28
_ENDS = re.compile(r"[。！？!?；;\n]")
_HELLO = re.compile(r"^(您好|你好|尊敬的[^，,：:]{0,12}|领导好?)[，,：:！!。\s]*")


def title_of(words: str) -> str:
    """The first sentence without its greeting, at most 28 characters; `…` where it was cut."""
    text = _HELLO.sub("", words.strip()) or words.strip()
    first = _ENDS.split(text, maxsplit=1)[0].strip() or text
    return first if len(first) <= LONGEST else first[: LONGEST - 1] + "…"
