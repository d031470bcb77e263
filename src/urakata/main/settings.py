"""Django's settings. Everything an operator may set is an environment variable read here.

`docs/reference/settings.md` lists them; a test keeps the list complete.
"""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit

from urakata.main.home import HOME, database_settings, folder, secret_key
from urakata.main.logs import logging_settings
from urakata.main.proxies import read_networks
from urakata.main.sign_in_services import read_services

SECRET_KEY = secret_key()
DEBUG = False
ROOT_URLCONF = "urakata.main.urls"
WSGI_APPLICATION = "urakata.main.wsgi.application"

# --- where people find us: URAKATA_URL is the address they type, as seen from outside
PUBLIC_URL = urlsplit(os.environ.get("URAKATA_URL", ""))
IS_HTTPS = PUBLIC_URL.scheme == "https"
ALLOWED_HOSTS = [
    "localhost",
    "127.0.0.1",
    "[::1]",
    *filter(None, [PUBLIC_URL.hostname, *os.environ.get("URAKATA_HOSTS", "").split(",")]),
]
CSRF_TRUSTED_ORIGINS = [f"{PUBLIC_URL.scheme}://{PUBLIC_URL.netloc}"] if PUBLIC_URL.scheme else []
# behind a proxy that ends TLS; only believed when URAKATA_URL says that there is one
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_HTTPS else None

# the only ones that may say in X-Forwarded-For where a request came from
TRUSTED_PROXIES = read_networks(os.environ.get("URAKATA_TRUSTED_PROXIES", ""))

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.postgres",
    "django.contrib.auth",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.socialaccount.providers.saml",
    "procrastinate.contrib.django",
    "urakata.journal",
    "urakata.directory",
    "urakata.definition",
    "urakata.record",
    "urakata.process",
    "urakata.portal",
]
MIDDLEWARE: list[str] = [
    "urakata.main.requests.RequestMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
TEMPLATES: list[dict[str, object]] = []
DATABASES = {"default": database_settings()}
AUTH_USER_MODEL = "directory.User"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
REQUESTS_PER_MINUTE = int(os.environ.get("URAKATA_REQUESTS_PER_MINUTE", "60000"))
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "ja"
USE_I18N = False
APPEND_SLASH = False

# --- allauth: second factors and other sign-in services. Its own pages and forms are not served: the
# doors are ours (decision 15), so nobody signs up, and no address of an e-mail proves anything
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
ACCOUNT_ADAPTER = "urakata.api.account_adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "code"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_UNIQUE_EMAIL = False
ACCOUNT_PRESERVE_USERNAME_CASING = True
SIGN_IN_SERVICES = read_services(Path(os.environ.get("URAKATA_SSO") or HOME / "sso.yaml"))
SOCIALACCOUNT_PROVIDERS = SIGN_IN_SERVICES.providers()
PASSWORD_SIGN_IN = SIGN_IN_SERVICES.password_sign_in
SOCIALACCOUNT_ADAPTER = "urakata.api.sso.adapter.SocialAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = (
    True  # a link of the sign-in screen; state and nonce bind it to the browser
)
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
LOGIN_REDIRECT_URL = "/"
MFA_ADAPTER = "urakata.directory.mfa_adapter.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Urakata"
MFA_TOTP_TOLERANCE = 1  # a clock may be wrong by half a minute; a code works once all the same
MFA_RECOVERY_CODE_DIGITS = 10
MFA_WEBAUTHN_USER_VERIFICATION = "required"

# --- cookies and headers (the content security policy is in `requests`)
# with TLS no other host, path or plain connection can set them (RFC 6265bis, __Host-)
COOKIE_PREFIX = "__Host-" if IS_HTTPS else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}urakata_session"
SESSION_ENGINE = "urakata.directory.session_store"
SESSION_COOKIE_AGE = 24 * 60 * 60  # of who is not signed in; the sign-in policy has the others'
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = IS_HTTPS
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}urakata_csrf"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = IS_HTTPS
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if IS_HTTPS else 0
# security.W008: TLS is ended by the proxy, which redirects too
SILENCED_SYSTEM_CHECKS = ["security.W008"]

# --- what may come in: a JSON body is read into memory, an upload streams to disk
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
DATA_UPLOAD_MAX_NUMBER_FILES = 100
FILE_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
FILE_UPLOAD_TEMP_DIR = str(folder("uploads"))  # on the disk of `files`, so that a move is a rename
FILE_UPLOAD_PERMISSIONS = 0o600
REQUEST_MAX_BYTES = 1024 * 1024 * 1024 + 1024 * 1024  # kintone's 1 GB file and its envelope
FILES_ROOT = HOME / "files"

# --- what was deleted is kept for so many days
TRASH_DAYS = int(os.environ.get("URAKATA_TRASH_DAYS", "30"))

# --- the journal: who signs it, and who else says when
KEYS_ROOT = HOME / "keys"
TSA_URL = os.environ.get("URAKATA_TSA_URL", "")
JOURNAL_MONTHS = int(os.environ.get("URAKATA_JOURNAL_MONTHS", "0"))

LOGGING = logging_settings(
    style=os.environ.get("URAKATA_LOG", "plain"),
    level=os.environ.get("URAKATA_LOG_LEVEL", "INFO"),
)
LOGGING_CONFIG = "logging.config.dictConfig"
ACCESS_LOG = os.environ.get("URAKATA_ACCESS_LOG", "") == "1"
