"""A real service: every secret from the environment, HTTPS only, no demonstration; without them no start."""

from django.core.exceptions import ImproperlyConfigured

from jtai.config.refusals import setting_problems

from .base import *  # noqa: F403
from .base import databases, env

# Whoever builds settings of their own upon these is held to the same (ADR 0255).
JTAI_IS_SERVICE = True
SECRET_KEY = env.str("JTAI_SECRET_KEY", default="")
DEBUG = False
ALLOWED_HOSTS = env.list("JTAI_HOSTS", default=[])
JTAI_ADDRESS = env.str("JTAI_ADDRESS", default="https://" + "".join(ALLOWED_HOSTS[:1])).rstrip("/")
DATABASES = databases()
JTAI_DEMONSTRATION_ALLOWED = False

SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
# Binds every name below this one for a year: for whoever owns the domain to say.
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("JTAI_HSTS_SUBDOMAINS", default=False)
# A header that says "this came by HTTPS" is believed only where a proxy of our own writes it.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if JTAI_BEHIND_PROXY else None  # noqa: F405

# A browser takes a cookie of such a name only over HTTPS, for this host alone and for every path of it.
SESSION_COOKIE_NAME = "__Host-jtai-session"
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-jtai-csrf"
CSRF_COOKIE_SECURE = True

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env.str("JTAI_SMTP_HOST", default="localhost")
EMAIL_PORT = env.int("JTAI_SMTP_PORT", default=25)
EMAIL_HOST_USER = env.str("JTAI_SMTP_USER", default="")
EMAIL_HOST_PASSWORD = env.str("JTAI_SMTP_PASSWORD", default="")
EMAIL_USE_TLS = env.bool("JTAI_SMTP_TLS", default=True)

if _problems := setting_problems(globals()):
    raise ImproperlyConfigured("\n".join(_problems))
