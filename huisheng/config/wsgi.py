"""The web application for a WSGI server."""

from huisheng.config.start import web_application

application = web_application()
