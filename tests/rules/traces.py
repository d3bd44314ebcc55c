"""Traces of a machine or a download server, which do not belong into a project that others take over."""

import re

REGISTRY = re.compile(
    r"\b(pypi\.org|files\.pythonhosted\.org|registry\.npmjs\.org|crates\.io|ghcr\.io|docker\.io|quay\.io|"
    r"[\w.-]*(?:artifactory|nexus|devpi|verdaccio|pypi-mirror)[\w.-]*\.\w+)\b",
    re.IGNORECASE,
)
PATH = re.compile(r"(?<![\w.~/-])/(?:work|home|Users|root|mnt)/[\w.-]+")
INDEX = re.compile(r"--(?:extra-)?index-url|--find-links|--trusted-host")


def traces(text: str) -> list[str]:
    """Names of package servers, options that point to one, and paths of somebody's machine."""
    return [found.group() for pattern in (REGISTRY, PATH, INDEX) for found in pattern.finditer(text)]
