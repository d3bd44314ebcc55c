"""Which examples Hypothesis takes: the same at each run, so that a change is refused for what it did itself.

`make explore` takes new ones. What it finds is mended, and stays as an `@example` of its test.
"""

from hypothesis import settings

settings.register_profile("same", derandomize=True)
settings.register_profile("new", print_blob=True)
settings.load_profile("same")
