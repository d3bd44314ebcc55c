"""Tests run on PostgreSQL as the runtime role, on a copy of a migrated database of their own."""

pytest_plugins = [
    "tests.support.database",
    "tests.support.examples",
    "tests.support.browser",
    "tests.cast",
    "tests.support.log",
    "tests.support.moment",
    "tests.support.snapshots",
    "tests.support.world",
]
