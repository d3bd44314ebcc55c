"""Static files under names that carry a hash of their content, so that browsers may keep them for long."""

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage


class HashedFiles(ManifestStaticFilesStorage):
    """Also rewrites the imports between ES modules; otherwise a changed module would be mixed with an old one."""

    support_js_module_import_aggregation = True
