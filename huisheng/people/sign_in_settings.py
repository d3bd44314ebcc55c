"""How staff sign in (docs/decisions/0004-access.md): `config.settings` takes these over as they stand."""

AUTHENTICATION_BACKENDS = ["huisheng.people.backend.AccountBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"

SIGN_IN_GUESSES = 5
SIGN_IN_LOCK_MINUTES = 15
INVITATION_DAYS = 7

ACCOUNT_ADAPTER = "huisheng.people.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_USERNAME_MIN_LENGTH = 2
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_FORMS = {
    "login": "huisheng.people.forms.SignInForm",
    "reauthenticate": "huisheng.people.forms.PasswordAgainForm",
    "change_password": "huisheng.people.forms.ChangePasswordForm",
}
# A whole office comes from one address; guesses at one name are counted in the database instead.
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": "100/m/ip", "reauthenticate": "100/m/ip"}

MFA_ADAPTER = "huisheng.people.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_TRUST_ENABLED = False
# Telephones' clocks are seldom right to the second: the code before and after is taken, once.
MFA_TOTP_TOLERANCE = 1
MFA_TOTP_PERIOD = 30
MFA_TOTP_ISSUER = "Huisheng"
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_FORMS = {
    "authenticate": "huisheng.people.forms.CodeForm",
    "reauthenticate": "huisheng.people.forms.CodeAgainForm",
    "activate_totp": "huisheng.people.forms.NewCodeForm",
    "add_webauthn": "huisheng.people.forms.AddPasskeyForm",
}
MFA_RATE_LIMITS = {"webauthn_login": "100/m/ip"}
