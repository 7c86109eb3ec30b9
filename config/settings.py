"""One settings file. It says what; the environment says which.

`PORTAL_MODE` is `development` (the default), `demo` or `production`. An unsafe
production setting stops the start with a sentence: see `refuse_unsafe`.
"""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config.places import database_url
from config.safety import known_mode, refuse_unsafe

env = environ.Env()
ROOT = Path(__file__).resolve().parent.parent
VAR = Path(env("PORTAL_VAR", default=str(ROOT / "var")))

# --- Which installation this is -------------------------------------------------------

MODE = known_mode(env("PORTAL_MODE", default="development"))
PRODUCTION = MODE == "production"
DEMO = env.bool("PORTAL_DEMO", default=MODE == "demo")
DEBUG = env.bool("DEBUG", default=False)
CLOCK_MAY_BE_MOVED = not PRODUCTION
CLOCK_FILE = env("CLOCK_FILE", default="") if CLOCK_MAY_BE_MOVED else ""

DEVELOPMENT_KEY = "development-only-and-refused-in-production"
SECRET_KEY = env("SECRET_KEY", default=DEVELOPMENT_KEY)
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
# Keys that encrypt bids being drafted; the first encrypts, all decrypt.
DRAFT_KEYS = env.list("DRAFT_KEYS", default=[DEVELOPMENT_KEY])
# Shared with nginx, which stamps the instant at which a bid was received in full.
EDGE_STAMP_SECRET = env("EDGE_STAMP_SECRET", default="")

ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=[] if PRODUCTION else ["localhost", "127.0.0.1", "[::1]"]
)
# Addresses in e-mails and PDFs are built from this, never from a request.
SITE_ORIGIN = env("SITE_ORIGIN", default="http://localhost:8000")
SITE_NAME = _("Community Value Charters")

# --- Parts ----------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "rules",
    "csp",
    "simple_history",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "audit",
    "councils",
    "records",
    "metrics",
    "charters",
    "consultation",
    "tenders",
    "contracts",
    "portal",
    "config",
]

# nginx stands in front and says whose request it is; nobody else can reach the web.
BEHIND_EDGE = env.bool("BEHIND_EDGE", default=PRODUCTION)

MIDDLEWARE = [
    "councils.visitors.EdgeAddressMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.common.CommonMiddleware",
    "charters.door.DoorMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "councils.visitors.VisitorMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "councils.accounts.idle.IdleMiddleware",
    "councils.accounts.second_factor.SecondFactorMiddleware",
    "councils.refusals.RefusalMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "councils.visitors.installation",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Database, cache, background work -------------------------------------------------

DATABASES = {"default": env.db_url("DATABASE_URL", default=database_url())}
DATABASES["default"]["CONN_MAX_AGE"] = 60
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env("REDIS_URL", default="")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_timeout": 2, "socket_connect_timeout": 2},
    }
    if REDIS_URL
    else {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
    }
}

QUEUE_FOLDER = Path(env("QUEUE_FOLDER", default=str(VAR / "queue")))
CELERY_BROKER_URL = REDIS_URL or "filesystem://localhost/"
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {"visibility_timeout": 600, "socket_timeout": 5, "socket_connect_timeout": 5}
    if REDIS_URL
    else {
        "data_folder_in": str(QUEUE_FOLDER / "messages"),
        "data_folder_out": str(QUEUE_FOLDER / "messages"),
        "control_folder": str(QUEUE_FOLDER / "control"),
        "store_processed": False,
    }
)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_PUBLISH_RETRY = False  # the sweep finds what a message missed
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "Europe/London"
# PDFs stand in a queue of their own, so that no letter waits behind one.
CELERY_TASK_ROUTES = {
    "records.tasks.render": {"queue": "renditions"},
    "records.tasks.sweep_renditions": {"queue": "renditions"},
}
CELERY_TASK_ALWAYS_EAGER = False

# --- People ---------------------------------------------------------------------------

AUTH_USER_MODEL = "councils.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
    )
]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
SESSION_COOKIE_AGE = 2 * 60 * 60
SESSION_SAVE_EVERY_REQUEST = False
SESSION_COOKIE_NAME = "session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- allauth: see councils/accounts ---------------------------------------------------

ACCOUNT_ADAPTER = "councils.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]  # no password: a code by e-mail, unless one is set
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_SESSION_REMEMBER = True  # as long as SESSION_COOKIE_AGE since the last page
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_FORMS = {
    "login": "councils.accounts.forms.SignInForm",
    "signup": "councils.accounts.forms.CreateAccountForm",
    "change_email": "councils.accounts.forms.ChangeEmailForm",
    "add_email": "councils.accounts.forms.AddEmailForm",
    "change_password": "councils.accounts.forms.ChangePasswordForm",
    "set_password": "councils.accounts.forms.SetPasswordForm",
    "reset_password": "councils.accounts.forms.ForgottenPasswordForm",
    "reset_password_from_key": "councils.accounts.forms.NewPasswordForm",
    "confirm_login_code": "councils.accounts.forms.CodeForm",
    "confirm_email_verification_code": "councils.accounts.forms.EmailCodeForm",
    "confirm_password_reset_code": "councils.accounts.forms.PasswordCodeForm",
    "reauthenticate": "councils.accounts.forms.ConfirmPasswordForm",
}
ACCOUNT_RATE_LIMITS = {  # refused with the plain 429 page
    "login": "30/m/ip",
    "login_failed": "20/m/ip,10/10m/key",
    "request_login_code": "20/m/ip,5/10m/key",
    "reset_password": "20/m/ip,5/10m/key",
    "signup": "20/m/ip",
    "reauthenticate": "10/m/user",
}
MFA_ADAPTER = "councils.accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True  # nobody is signed in before theirs is verified
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION  # http://localhost
MFA_FORMS = {
    "authenticate": "councils.accounts.forms.SecondFactorForm",
    "reauthenticate": "councils.accounts.forms.ConfirmSecondFactorForm",
    "activate_totp": "councils.accounts.forms.SetUpAppForm",
    "deactivate_totp": "councils.accounts.forms.RemoveAppForm",
    "generate_recovery_codes": "councils.accounts.forms.RecoveryCodesForm",
    "add_webauthn": "councils.accounts.forms.AddKeyForm",
    "edit_webauthn": "councils.accounts.forms.RenameKeyForm",
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
# A council's own sign-in service (OpenID Connect), when one is named.
OIDC_SERVER = env("OIDC_SERVER", default="")
OIDC_NAME = env("OIDC_NAME", default="your work account")
OIDC_CLIENT_ID = env("OIDC_CLIENT_ID", default="")
OIDC_CLIENT_SECRET = env("OIDC_CLIENT_SECRET", default="")
# Values of the token's `amr` or `acr` that stand for a second factor, such as mfa.
OIDC_SECOND_FACTOR = env.list("OIDC_SECOND_FACTOR", default=[])
# Where its sign-in page stands, when that is another host.
OIDC_PAGES = env.list("OIDC_PAGES", default=[])
SOCIALACCOUNT_ADAPTER = "councils.accounts.work_account.WorkAccountAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True  # only for addresses the service has verified
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_FORMS = {
    "signup": "councils.accounts.forms.WorkAccountForm",
    "disconnect": "councils.accounts.forms.UnlinkForm",
}
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "work",
                "name": OIDC_NAME,
                "client_id": OIDC_CLIENT_ID,
                "secret": OIDC_CLIENT_SECRET,
                "settings": {"server_url": OIDC_SERVER},
            }
        ]
        if OIDC_SERVER
        else [],
    }
}
# --- end of allauth -------------------------------------------------------------------

CSRF_FAILURE_VIEW = "portal.views.errors.csrf_failure"
# Planned maintenance, as an instant such as 2027-02-12T18:00+00:00; pages say so.
MAINTENANCE_UNTIL = env("MAINTENANCE_UNTIL", default="")

# --- Language and time ----------------------------------------------------------------

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("English"))]
LOCALE_PATHS = [ROOT / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/London"  # how instants are shown; they are stored in UTC
FORMAT_MODULE_PATH = ["config.formats"]

# --- Files ----------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = Path(env("STATIC_ROOT", default=str(VAR / "static")))
STATICFILES_DIRS = [folder for folder in [ROOT / "static" / "build"] if folder.is_dir()]
MEDIA_ROOT = Path(env("MEDIA_ROOT", default=str(VAR / "media")))
MEDIA_URL = "media/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if MODE != "development"
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = MODE == "development"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# --- Letters --------------------------------------------------------------------------

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
if not env("EMAIL_URL", default=""):
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = str(VAR / "mail")
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="charters@example.org")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_TIMEOUT = 20

# --- Safety ---------------------------------------------------------------------------

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=PRODUCTION)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = env.int(
    "SECURE_HSTS_SECONDS", default=31536000 if PRODUCTION else 0
)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool(
    "SECURE_HSTS_INCLUDE_SUBDOMAINS", default=PRODUCTION
)
SECURE_HSTS_PRELOAD = env.bool("SECURE_HSTS_PRELOAD", default=PRODUCTION)
SESSION_COOKIE_SECURE = env.bool("COOKIES_SECURE", default=PRODUCTION)
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF, *([OIDC_SERVER] if OIDC_SERVER else []), *OIDC_PAGES],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
        "img-src": [SELF, "data:"],
    }
}

# --- Open data: what a resource does not open stays shut ------------------------------

API_RATE = env("API_RATE", default="120/min")  # requests for each address
# The prefix under which an installation publishes open contracting data.
OCDS_PREFIX = env("OCDS_PREFIX", default="ocds-000000")
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAdminUser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "NUM_PROXIES": 0,  # councils.visitors has settled whose request it is
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Community Value Charters: open data",
    "DESCRIPTION": "What the public pages show, as data. Read only, without a key.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": r"/api/v[0-9]+",
    "SERVERS": [{"url": SITE_ORIGIN}],
    "ENUM_NAME_OVERRIDES": {
        "CharterStatus": "charters.models.Charter.Status",
        "EditionKind": "charters.models.Edition.Kind",
        "FrameworkStatus": "metrics.models.Framework.Status",
        "RoundKind": "consultation.models.Round.Kind",
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="WARNING")},
}

if PRODUCTION:
    refuse_unsafe(globals())
