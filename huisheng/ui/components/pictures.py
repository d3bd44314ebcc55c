"""Codes drawn as SVG in the page: a strict content policy takes no `data:` image."""

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString

QUIET = 4
"""Modules of white around a code (ISO/IEC 18004, 4 for QR)."""


def qr(text: str, label: str) -> SafeString:
    """A QR code with error correction M (a fifteenth may be torn off) and a name for screen readers."""
    code = segno.make(text, error="m", micro=False)
    side = code.symbol_size(border=QUIET)[0]
    path = "".join(
        f"M{x} {y}h1v1h-1z"
        for y, row in enumerate(code.matrix, QUIET)
        for x, dark in enumerate(row, QUIET)
        if dark
    )
    return format_html(
        '<svg class="qr" viewBox="0 0 {0} {0}" role="img" aria-label="{1}" shape-rendering="crispEdges">'
        '<rect width="{0}" height="{0}" fill="#fff"/><path d="{2}" fill="#000"/></svg>',
        side,
        label,
        path,
    )
