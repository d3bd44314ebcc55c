"""What can be wrong with a file of matters, in words for whoever made it."""


class FileRefused(Exception):
    """The file cannot be taken in at all; nothing was written. The message says what to do."""


class RowRefused(Exception):
    """One row cannot be taken in; the others can. The message says what is wrong with it."""
