"""allauth's pages under our addresses. Its names stay: it looks them up itself."""

from allauth.account import views as account
from allauth.mfa.base import views as second
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as key
from allauth.socialaccount import views as work
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.conf import settings
from django.urls import include, path

from councils.accounts import views
from councils.accounts.work_account import sign_in_elsewhere

two_step = [
    path("", second.index, name="mfa_index"),
    path("app/", views.SetUpApp.as_view(), name="mfa_activate_totp"),
    path("app/remove/", app.deactivate_totp, name="mfa_deactivate_totp"),
    path("keys/", key.list_webauthn, name="mfa_list_webauthn"),
    path("keys/add/", views.AddKey.as_view(), name="mfa_add_webauthn"),
    path("keys/<int:pk>/", key.edit_webauthn, name="mfa_edit_webauthn"),
    path(
        "keys/<int:pk>/remove/", views.RemoveKey.as_view(), name="mfa_remove_webauthn"
    ),
    path("codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "codes/new/",
        recovery.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "codes/recovery-codes.txt",
        recovery.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
]

confirm = [
    path("", account.reauthenticate, name="account_reauthenticate"),
    path("two-step/", second.reauthenticate, name="mfa_reauthenticate"),
    path("key/", key.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
]

password = [
    path("", account.password_change, name="account_change_password"),
    path("set/", account.password_set, name="account_set_password"),
    path("forgotten/", account.password_reset, name="account_reset_password"),
    path(
        "forgotten/code/",
        account.confirm_password_reset_code,
        name="account_confirm_password_reset_code",
    ),
    path(
        "forgotten/new/",
        account.complete_password_reset,
        name="account_complete_password_reset",
    ),
    path(
        "forgotten/done/",
        account.password_reset_from_key_done,
        name="account_password_reset_completed",
    ),
]

sign_in = [
    path("", views.SignIn.as_view(), name="account_login"),
    path("password/", views.SignInWithPassword.as_view(), name="sign_in_password"),
    path("code/", account.confirm_login_code, name="account_confirm_login_code"),
    path("two-step/", second.authenticate, name="mfa_authenticate"),
    path("closed/", account.account_inactive, name="account_inactive"),
]

my_account = [
    path("", views.AccountHome.as_view(), name="account_home"),
    path("create/", account.signup, name="account_signup"),
    path(
        "create/code/",
        account.email_verification_sent,
        name="account_email_verification_sent",
    ),
    path("email/", account.email, name="account_email"),
    path("password/", include(password)),
    path("confirm/", include(confirm)),
    path("two-step/", include(two_step)),
]

# A council's own sign-in service: these answer 404 until one is configured.
work_account = [
    path("account/linked/", work.connections, name="socialaccount_connections"),
    path("sign-in/linked/new/", work.signup, name="socialaccount_signup"),
    path(
        "sign-in/linked/cancelled/",
        work.login_cancelled,
        name="socialaccount_login_cancelled",
    ),
    path("sign-in/linked/error/", work.login_error, name="socialaccount_login_error"),
    path(
        "sign-in/with/<slug:provider_id>/",
        sign_in_elsewhere,
        name="openid_connect_login",
    ),
    path(
        "sign-in/with/<slug:provider_id>/back/",
        openid_connect.callback,
        name="openid_connect_callback",
    ),
]

urlpatterns = [
    path("sign-in/", include(sign_in)),
    path("sign-out/", views.SignOut.as_view(), name="account_logout"),
    path("account/", include(my_account)),
    *(work_account if settings.OIDC_SERVER else []),
]
