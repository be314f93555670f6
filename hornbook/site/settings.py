"""Settings: everything an installation may change comes from the environment; the rest is fixed here.

HORNBOOK_HOME             the data folder (database, keyring, vault, backups, second sink)
HORNBOOK_DATABASE_URL     postgres://… for many writers; without it, SQLite in the data folder
HORNBOOK_ROOT             the root key: file:PATH or passphrase:PATH (see stages/keys/root.py)
HORNBOOK_SECOND_SINK      where a line goes when the ledger cannot be written; best on another disk
HORNBOOK_SECRET_KEY_FILE  where the session secret lies; made on first use in the data folder
"""

import os
import secrets
from pathlib import Path

import dj_database_url

from hornbook.rules.formats import codesets

HOME = Path(os.environ.get("HORNBOOK_HOME", "") or Path.home() / ".local/share/hornbook")
PACKAGE = Path(__file__).resolve().parents[1]
# The file marks a data folder as a demonstration, whoever serves it: see faces/cli/demo/logins.py.
DEMO = os.environ.get("HORNBOOK_DEMO") == "1" or (HOME / "demo.json").exists()
TESTING = os.environ.get("HORNBOOK_TESTING") == "1"


def _own_home() -> None:
    """The data folder is its owner's alone, whoever made it and with whatever permissions."""
    HOME.mkdir(parents=True, exist_ok=True, mode=0o700)
    stat = HOME.stat()
    if stat.st_mode & 0o077 and stat.st_uid == os.geteuid():
        HOME.chmod(0o700)


def _secret_key() -> str:
    if TESTING:
        return "only-for-tests"
    path = Path(os.environ.get("HORNBOOK_SECRET_KEY_FILE", "") or HOME / "session.key")
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
                out.write(secrets.token_urlsafe(48))
        except FileExistsError:
            pass  # another process made it between our look and our write
    return path.read_text().strip()


_own_home()
SECRET_KEY = _secret_key()
DEBUG = False
ALLOWED_HOSTS = os.environ.get("HORNBOOK_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
if TESTING:
    ALLOWED_HOSTS += ["testserver"]

# Pack folders, later ones first: a controller's own pack in the data folder may extend a shipped one.
HORNBOOK_PACKS = (HOME / "packs", PACKAGE / "packs")
# Code sets that were imported here, in the same way.
codesets.look_in(HOME / "codesets")
HORNBOOK_KEYRING = HOME / "keys" / "keyring.sqlite3"
HORNBOOK_ROOT = os.environ.get("HORNBOOK_ROOT", "") or f"file:{HOME / 'keys' / 'root.key'}"
HORNBOOK_SECOND_SINK = Path(
    os.environ.get("HORNBOOK_SECOND_SINK", "") or HOME / "second-sink" / "ledger.jsonl"
)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "hornbook.stages.ledger",
    "hornbook.stages.keys",
    "hornbook.stages.parties",
    "hornbook.stages.diary",
    "hornbook.stages.hold",
    "hornbook.stages.registers",
    "hornbook.stages.use",
    "hornbook.stages.collect",
    "hornbook.stages.share",
    "hornbook.stages.retain",
    "hornbook.stages.rights",
    "hornbook.stages.account",
    "hornbook.faces.web",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
]

AUTH_USER_MODEL = "parties.Account"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

_url = os.environ.get("HORNBOOK_DATABASE_URL", "")
if _url:
    DATABASES = {"default": dj_database_url.parse(_url, conn_max_age=60)}
else:
    DATABASES = {
        "default": {
            "ENGINE": "hornbook.site.sqlite3",
            "NAME": HOME / "hornbook.sqlite3",
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                    "PRAGMA secure_delete=ON; PRAGMA cache_size=-16000;"
                ),
            },
        }
    }

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True

ROOT_URLCONF = "hornbook.site.urls"
WSGI_APPLICATION = "hornbook.site.wsgi.application"
STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "hornbook.faces.web.middleware.SignedIn",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "axes.middleware.AxesMiddleware",
]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [PACKAGE / "faces/web/templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "hornbook.faces.web.environment.environment",
            "autoescape": True,
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = (
    ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if TESTING
    else ["hornbook.stages.parties.hashing.TakingTurns"]
)
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

# Sign-in: e-mail and password, then always a second factor. No self-registration: people are invited.
ACCOUNT_ADAPTER = "hornbook.faces.web.sign_in.InvitedOnly"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_ADAPTER = "hornbook.faces.web.sign_in.SealedSecrets"
MFA_TOTP_ISSUER = "Hornbook"
# Without HTTPS browsers allow passkeys on localhost only.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = os.environ.get("HORNBOOK_HTTPS") != "1"
# A whole school signs in from one address at half past eight; axes, below, counts wrong tries by account.
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": "60/m/ip,10/5m/key"}
LOGIN_URL = "/account/login/"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"

AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 1 / 12  # hours: ten tries in five minutes
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_SENSITIVE_PARAMETERS = []
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_USERNAME_CALLABLE = "hornbook.faces.web.sign_in.who_tries"
AXES_LOCKOUT_CALLABLE = "hornbook.faces.web.errors.locked_out"
CSRF_FAILURE_VIEW = "hornbook.faces.web.errors.form_expired"

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SECURE_PROXIED = os.environ.get("HORNBOOK_HTTPS") == "1"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_PROXIED
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # It would log the addresses of those who mistype; its table holds them, for as long as it counts.
    "loggers": {"axes": {"level": "ERROR"}},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
