"""Templates: nothing inline, nothing marked safe by hand, no Chinese outside a translation."""

import re

from django.template.base import Lexer, TokenType

INLINE = (
    (re.compile(r"<script(?![^>]*\bsrc=)", re.IGNORECASE), "a script without src"),
    (re.compile(r"<style\b", re.IGNORECASE), "a style element"),
    (re.compile(r"\sstyle\s*=", re.IGNORECASE), "a style attribute"),
    (re.compile(r"\son[a-z]+\s*=", re.IGNORECASE), "an on… attribute"),
    (re.compile(r"javascript:", re.IGNORECASE), "a javascript: address"),
    (re.compile(r"\shx-on\b", re.IGNORECASE), "an hx-on attribute"),
)
SAFE = re.compile(r"\|\s*(safe|safeseq)\b|{%\s*autoescape\s+off")
CHINESE = re.compile(r"[\u4e00-\u9fff]+")
WIDE = re.compile(r"[，。、；：？！（）【】「」　]")
"""Punctuation as wide as a Chinese word: among English words it is as foreign as one."""
HTML_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def faults(text: str) -> list[str]:
    """What the page policy would refuse, and what escapes escaping."""
    found = [name for pattern, name in INLINE if pattern.search(_own_markup(text))]
    return found + (["|safe or autoescape off"] if SAFE.search(text) else [])


def untranslated(text: str) -> list[str]:
    """Chinese words and punctuation that stand in a template outside {% trans %}: English readers would meet them."""
    words, inside = [], ""
    for token in Lexer(text).tokenize():
        tag = token.split_contents()[0] if token.token_type is TokenType.BLOCK else ""
        if tag in {"comment", "blocktrans", "blocktranslate"}:
            inside = tag
        elif tag == f"end{inside}":
            inside = ""
        elif token.token_type is TokenType.TEXT and not inside:
            said = HTML_COMMENT.sub("", token.contents)
            words += CHINESE.findall(said) + WIDE.findall(said)
    return words


def _own_markup(text: str) -> str:
    return re.sub(r"{#.*?#}", "", text)
