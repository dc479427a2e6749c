"""The WSGI application. It has no settings of its own: whoever starts it says which (ADR 0255)."""

from django.core.wsgi import get_wsgi_application

from jtai.config.starting import fit_or_leave, settings_or_leave

settings_or_leave()
application = get_wsgi_application()
fit_or_leave()
