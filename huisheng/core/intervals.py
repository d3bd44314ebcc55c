"""How sure a share is: Wilson's interval, and the number below which no share is said."""

import math

LEAST = 10
"""A share of fewer than this is not published (indicators.md)."""
Z95 = 1.959963984540054


def wilson(hits: float, n: int, z: float = Z95) -> tuple[float, float] | None:
    """The 95 % interval of a share, within 0 to 1; None when nothing was counted.

    Wilson, J. Am. Stat. Assoc. 22 (1927) 209. `hits` may be a weighted count, and more than
    `n` where the two are counted over different times: then all of it is the share.
    """
    if n <= 0:
        return None
    share, square = min(1.0, hits / n), z * z
    middle = (share + square / (2 * n)) / (1 + square / n)
    half = z * math.sqrt(share * (1 - share) / n + square / (4 * n * n)) / (1 + square / n)
    return max(0.0, middle - half), min(1.0, middle + half)
