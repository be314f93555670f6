"""Every address of the web face. Of allauth only what an invited person needs: no sign-up, no social.

A desk, or a subject that several desks share, adds its own package with urls.py, included here in one line.
The order is that of the menu.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.webauthn import views as passkeys
from django.urls import include, path

from . import pages, waiting
from .desk import own, public
from .ledger import views as ledger
from .second_factor import AddPasskey, RemoveApp, RemovePasskey, SetUpApp

signing_in = public("Nobody is signed in yet.")
setting_up = own("A second factor must be set up before anything else.", before_second_factor=True)
about_me = own("One's own password, second factor and recovery codes.")

urlpatterns = [
    path("", pages.front, name="front"),
    path("where/", pages.choose, name="choose"),
    path("health", pages.health, name="health"),
    path("", include("hornbook.faces.web.dpo.urls")),
    path("", include("hornbook.faces.web.office.urls")),
    path("", include("hornbook.faces.web.staff.urls")),
    path("", include("hornbook.faces.web.head.urls")),
    path("", include("hornbook.faces.web.council.urls")),
    path("desk/", waiting.home, name="waiting"),
    path("", include("hornbook.faces.web.pupils.urls")),
    path("", include("hornbook.faces.web.requests.urls")),
    path("", include("hornbook.faces.web.shares.urls")),
    path("", include("hornbook.faces.web.disposal.urls")),
    path("", include("hornbook.faces.web.promises.urls")),
    path("", include("hornbook.faces.web.notice.urls")),
    path("", include("hornbook.faces.web.purposes.urls")),
    path("", include("hornbook.faces.web.law.urls")),
    path("", include("hornbook.faces.web.ledger.urls")),
    path("mine/", ledger.mine, name="mine"),
    path("account/login/", signing_in(account.login), name="account_login"),
    path("account/logout/", signing_in(account.logout), name="account_logout"),
    path("account/inactive/", signing_in(account.account_inactive), name="account_inactive"),
    path("account/again/", setting_up(account.reauthenticate), name="account_reauthenticate"),
    path("account/password/", about_me(account.password_change), name="account_change_password"),
    path("account/second-factor/", about_me(mfa.index), name="mfa_index"),
    path("account/second-factor/show/", signing_in(mfa.authenticate), name="mfa_authenticate"),
    path("account/second-factor/again/", about_me(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("account/second-factor/app/", setting_up(SetUpApp.as_view()), name="mfa_activate_totp"),
    path("account/second-factor/app/remove/", about_me(RemoveApp.as_view()), name="mfa_deactivate_totp"),
    path("account/recovery-codes/", about_me(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("account/recovery-codes/new/", about_me(codes.generate_recovery_codes),
         name="mfa_generate_recovery_codes"),
    path("account/recovery-codes/file/", about_me(codes.download_recovery_codes),
         name="mfa_download_recovery_codes"),
    path("account/passkeys/", about_me(passkeys.list_webauthn), name="mfa_list_webauthn"),
    path("account/passkeys/add/", setting_up(AddPasskey.as_view()), name="mfa_add_webauthn"),
    path("account/passkeys/again/", about_me(passkeys.reauthenticate_webauthn),
         name="mfa_reauthenticate_webauthn"),
    path("account/passkeys/<int:pk>/name/", about_me(passkeys.edit_webauthn), name="mfa_edit_webauthn"),
    path("account/passkeys/<int:pk>/remove/", about_me(RemovePasskey.as_view()), name="mfa_remove_webauthn"),
]  # fmt: skip
