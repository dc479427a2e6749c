"""A real service: every secret from the environment, HTTPS only, no demonstration."""

from .base import *  # noqa: F403
from .base import databases, env

SECRET_KEY = env.str("JTAI_SECRET_KEY")
DEBUG = False
ALLOWED_HOSTS = env.list("JTAI_HOSTS")
JTAI_ADDRESS = env.str("JTAI_ADDRESS", default="https://" + "".join(ALLOWED_HOSTS[:1])).rstrip("/")
DATABASES = databases()
JTAI_DEMONSTRATION_ALLOWED = False
SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env.str("JTAI_SMTP_HOST", default="localhost")
EMAIL_PORT = env.int("JTAI_SMTP_PORT", default=25)
EMAIL_HOST_USER = env.str("JTAI_SMTP_USER", default="")
EMAIL_HOST_PASSWORD = env.str("JTAI_SMTP_PASSWORD", default="")
EMAIL_USE_TLS = env.bool("JTAI_SMTP_TLS", default=True)
