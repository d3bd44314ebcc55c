"""Django's settings. What an installation may choose comes from `env.py`; the rest is the same everywhere."""

from huisheng.config.database import database
from huisheng.config.env import environment
from huisheng.config.logs import logging_settings
from huisheng.config.mail import mail_settings
from huisheng.config.state import key_file, log_key_file, secret_key
from huisheng.people.sign_in_settings import *  # noqa: F403  (how staff sign in is theirs to say)

env = environment()

DEMO = env.yes("HUISHENG_DEMO")
DEBUG = env.yes("HUISHENG_DEBUG")
SECRET_KEY = secret_key()
KEY_FILE = key_file()
LOG_KEY_FILE = log_key_file()
WITNESSES = env.text("HUISHENG_WITNESSES")
ALLOWED_HOSTS = [name.strip() for name in env.text("HUISHENG_HOSTS").split(",")]
PUBLIC_ADDRESS = env.text("HUISHENG_ADDRESS") or f"http://localhost:{env.number('PORT')}"
TRUSTED_PROXIES = env.number("HUISHENG_PROXIES")
BODY_LIMIT = env.number("HUISHENG_BODY_LIMIT")
STAFF_IDLE_SECONDS = env.number("HUISHENG_IDLE_MINUTES") * 60
DISTRICT_NAME = env.text("HUISHENG_DISTRICT") or ("长春市绿园区" if DEMO else "")
TILES = env.text("HUISHENG_TILES")
TILES_CREDIT = env.text("HUISHENG_TILES_CREDIT")
EXPECTED_WORKERS = env.number("HUISHENG_WORKERS")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "procrastinate.contrib.django",
    "huisheng.ui",
    "huisheng.core",
    "huisheng.evidence",
    "huisheng.network",
    "huisheng.people",
    "huisheng.outbox",
    "huisheng.cases",
    "huisheng.goals",
    "huisheng.portal",
    "huisheng.desk",
    "huisheng.config",
    # After ours, whose templates take the place of theirs.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
]

MIDDLEWARE = [
    "huisheng.config.middleware.access_log.AccessLog",
    "huisheng.config.middleware.language.CookieLanguage",
    "django.middleware.security.SecurityMiddleware",
    "huisheng.config.middleware.content_policy.ContentPolicy",
    "huisheng.config.middleware.body.BodyLimit",
    "huisheng.config.middleware.characters.NoNul",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "huisheng.people.middleware.StaffSession",
]

ROOT_URLCONF = "huisheng.config.urls"
WSGI_APPLICATION = "huisheng.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "huisheng.ui.context.preferences",
                "huisheng.desk.context.desk",
            ]
        },
    }
]

DATABASES = {"default": database(env)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Account"
LOGIN_REDIRECT_URL = "/desk/"
LOGOUT_REDIRECT_URL = "/"
CSRF_FAILURE_VIEW = "huisheng.ui.views.errors.stale_form"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO or DEBUG
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = env.state / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "huisheng.config.static.HashedFiles"
    },
}
MEDIA_ROOT = env.state / "media"
# Fields without files, which are held in memory; pictures lie in files meanwhile.
DATA_UPLOAD_MAX_MEMORY_SIZE = min(BODY_LIMIT, 10 * 1024 * 1024)
FILE_UPLOAD_PERMISSIONS = 0o600

encrypted_line = PUBLIC_ADDRESS.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = encrypted_line or not (DEMO or DEBUG)
SESSION_ENGINE = "huisheng.people.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
CSRF_TRUSTED_ORIGINS = [PUBLIC_ADDRESS]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if encrypted_line else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
X_FRAME_OPTIONS = "DENY"
# In a signed cookie: what an act says costs no writing of the session. It never names a resident.
MESSAGE_STORAGE = "django.contrib.messages.storage.fallback.FallbackStorage"

LOGGING = logging_settings(env.text("HUISHENG_LOG_LEVEL"), DEBUG)
# Nobody gets error pages by mail: they would hold what residents wrote.
ADMINS: list[tuple[str, str]] = []
globals().update(mail_settings(env))
GATEWAYS = {"sms": env.text("HUISHENG_SMS"), "chat": env.text("HUISHENG_CHAT")}
GATEWAY_KEY = env.text("HUISHENG_GATEWAY_KEY")
MESSAGE_FOLDER = env.state
SILENCED_SYSTEM_CHECKS: list[str] = []
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
