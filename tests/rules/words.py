"""Translations: every message of the source has its English, and the catalogues are kept tidy."""

import ast
import re
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

from tests.rules import pages
from tests.rules.sources import strings

KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|{\w*}")
LETTERS = re.compile(r"[A-Za-z]{3}")
TRANSLATORS = set(KEYWORDS)


def messages_of(text: str, template: bool) -> set[str]:
    """Every message that a template or a Python file asks to be translated."""
    source = _flat(templatize(text)) if template else text
    found = extract("python", BytesIO(source.encode()), keywords=KEYWORDS, comment_tags=())
    return {message if isinstance(message, str) else message[0] for _, message, _, _ in found}


def _flat(source: str) -> str:
    """Without indentation: what stands in a template's lines need not be a block of Python."""
    return "\n".join(line.lstrip() for line in source.splitlines())


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="en", abort_invalid=True)


def translated(catalogue: Catalog) -> set[str]:
    return {
        _key(message) for message in catalogue if message.id and message.string and all(_strings(message))
    }


def pairs(catalogue: Catalog) -> list[tuple[tuple[str | None, object], str]]:
    """Each message, with its context and its plural if it has one, and its English."""
    return [((each.context, each.id), " / ".join(_strings(each))) for each in catalogue if each.id]


def untidy(catalogue: Catalog, text: str) -> list[str]:
    """What is wrong in a catalogue: missing, unsure, obsolete, repeated entries; placeholders that differ."""
    faults = [f"obsolete: {key}" for key in catalogue.obsolete]
    for message in catalogue:
        if not message.id:
            continue
        if message.fuzzy:
            faults.append(f"fuzzy: {_key(message)}")
        if not all(_strings(message)):
            faults.append(f"empty: {_key(message)}")
        elif not _same_placeholders(message):
            faults.append(f"placeholders differ: {_key(message)}")
    return faults + [f"twice: {key}" for key in _repeated(text)]


def is_foreign(message: str) -> bool:
    """Whether a message has words, and none of them Chinese."""
    words = PLACEHOLDER.sub("", message)
    return bool(LETTERS.search(words)) and not pages.CHINESE.search(words)


def bare_chinese(module: ast.Module) -> list[str]:
    """Chinese in strings that are handed to nobody for translation; docstrings do not count."""
    return [f"line {line}: {text[:20]}" for line, text in _bare(module) if pages.CHINESE.search(text)]


def bare_marks(module: ast.Module) -> list[str]:
    """Wide punctuation that is put between words where nobody translates it: English readers would meet it."""
    return [
        f"line {line}: {text[:20]}"
        for line, text in _bare(module)
        if pages.WIDE.search(text) and not pages.CHINESE.search(text)
    ]


def _bare(module: ast.Module) -> list[tuple[int, str]]:
    spared = set(_docstrings(module))
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
            if name in TRANSLATORS:
                spared |= {id(each) for each in ast.walk(node)}
    return [(node.lineno, text) for node, text in strings(module) if id(node) not in spared]


def _docstrings(module: ast.Module) -> Iterable[int]:
    for node in ast.walk(module):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield id(node.value)


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _strings(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or [""])


def _placeholders(text: str) -> list[str]:
    return sorted(set(PLACEHOLDER.findall(text)))


def _same_placeholders(message: Message) -> bool:
    """English says "once" where the number is one; the last plural form must have everything."""
    *singular, last = [set(_placeholders(each)) for each in _strings(message)]
    wanted = set(_placeholders(_key(message)))
    return last == wanted and all(each <= wanted for each in singular)


def _repeated(text: str) -> list[str]:
    """Messages that stand twice in the file; the second would silently win."""
    entries = re.findall(r'^((?:msgctxt .*\n)?msgid .+(?:\n".*")*)', text, re.MULTILINE)
    return sorted({entry for entry in entries if entry != 'msgid ""' and entries.count(entry) > 1})
