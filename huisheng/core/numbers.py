"""Numbers that come in fields."""


def whole_number(text: str, digits: int = 9) -> int | None:
    """A whole number of at most so many digits; None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= digits else None
