"""Static files under names that carry a hash of their content, so that browsers may keep them for long."""

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage


class HashedFiles(ManifestStaticFilesStorage):
    """Also rewrites imports between ES modules: otherwise a new module would meet an old one."""

    support_js_module_import_aggregation = True
