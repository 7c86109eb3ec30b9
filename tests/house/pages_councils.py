"""Signing in, the account, a council's settings and places, organisations."""

from allauth.mfa.models import Authenticator

from councils import invitations
from councils.models import (
    Area,
    Council,
    FactorReset,
    Invitation,
    JoinRequest,
    Membership,
    Organisation,
    Role,
    User,
)
from tests.house import arriving
from tests.house.registry import NotAPage, Page, State

EASTFIELD = {"council": "eastfield"}


def eastfield():
    return Council.objects.get(slug="eastfield")


def a_place():
    return EASTFIELD | {"code": Area.objects.filter(council=eastfield()).first().code}


def brightwork():
    return {"reference": Organisation.objects.get(name="Brightwork CIC").reference}


def dara():
    person = User.objects.get(name__istartswith="dara")
    return EASTFIELD | {"person": person.actor_id}


def an_invitation():
    ada = User.objects.get(name__istartswith="ada")
    invitations.invite(eastfield(), "new@eastfield.example", ["drafter"], by=ada)
    return EASTFIELD | {"invitation": Invitation.objects.first().uid}


def a_token():
    ada = User.objects.get(name__istartswith="ada")
    _, token = Invitation.send(
        eastfield(), "newer@eastfield.example", ["drafter"], by=ada
    )
    return {"token": token}


def a_colleague(name="Wilma Colleague"):
    email = f"{name.split()[0].lower()}@brightwork.example"
    user, _ = User.objects.get_or_create(email=email, defaults={"name": name})
    return user


def a_request():
    organisation = Organisation.objects.get(name="Brightwork CIC")
    asking = a_colleague("Asif Asking")
    JoinRequest.ask(organisation, asking)
    return brightwork() | {"person": asking.actor_id}


def a_member():
    organisation = Organisation.objects.get(name="Brightwork CIC")
    member = a_colleague()
    organisation.welcome(member)
    return brightwork() | {"person": member.actor_id}


EMPTY = State("errors", fill={})


def between(page, session, kwargs=dict, /, **wrong) -> Page:
    """A page that is there between two steps only, and when what is typed is wrong."""
    states = [State("errors", kwargs=kwargs, session=session, fill=wrong)]
    return Page(
        page,
        kwargs,
        session=session,
        sets_cookie=True,
        states=states if wrong else [],
    )


def a_member_in() -> str:
    return arriving.signed_in(arriving.member("wanda"))


def somebody_with_an_app() -> str:
    return arriving.signed_in(arriving.with_app())


def somebody_with_a_key() -> str:
    return arriving.signed_in(arriving.with_key())


def a_key() -> dict:
    user = arriving.with_key()
    return {"pk": Authenticator.objects.get(user=user, type="webauthn").pk}


def ada() -> dict:
    return EASTFIELD | {"person": User.objects.get(name__startswith="Ada").actor_id}


def with_an_app(name: str) -> User:
    """An evaluator of Eastfield as whom nobody looks at pages, with an app."""
    found = User.objects.filter(email=f"{name}@eastfield.example").first()
    if found is None:
        found = User.objects.create_user(f"{name}@eastfield.example", name.title())
        eastfield = Council.objects.get(slug="eastfield")
        Membership.grant(eastfield, found, Role.EVALUATOR)
        Authenticator.objects.create(user=found, type="totp", data={})
    return found


def somebody_to_ask_for() -> dict:
    return EASTFIELD | {"person": with_an_app("noel").actor_id}


def a_lost_factor() -> dict:
    """Nell has lost her phone; Ada asked, and somebody else has to confirm."""
    eastfield = Council.objects.get(slug="eastfield")
    asked = FactorReset.objects.for_council(eastfield).open().first()
    if asked is None:
        asked = FactorReset.ask(
            eastfield,
            with_an_app("nell"),
            "I met her at the front desk.",
            by=User.objects.get(name__startswith="Ada"),
        )
    return EASTFIELD | {"reset": asked.uid}


PAGES = [
    Page(
        "account_login",
        has_form=True,
        states=[State("errors", fill={"login": "nobody"})],
    ),
    Page("sign_in_password", has_form=True, states=[EMPTY]),
    Page("account_signup", has_form=True, states=[EMPTY]),
    Page("account_inactive"),
    Page("account_reset_password", has_form=True, states=[EMPTY]),
    Page("account_password_reset_completed"),
    Page(
        "account_home",
        role="dara",
        states=[State("errors", fill={"name": ""}, sends="Save")],
    ),
    Page("account_email", role="sol", states=[State("errors", fill={"email": "no"})]),
    Page("account_set_password", role="sol", states=[EMPTY]),
    Page(
        "mfa_index",
        session=somebody_with_an_app,
        sets_cookie=True,
    ),
    Page(
        "mfa_activate_totp", role="dara", states=[State("errors", fill={"code": "1"})]
    ),
    Page(
        "mfa_list_webauthn",
        session=somebody_with_a_key,
        sets_cookie=True,
    ),
    Page("mfa_add_webauthn", role="dara"),
    Page("mfa_generate_recovery_codes", role="dara"),
    Page("demo", has_form=True),
    Page(
        "councils:place_list",
        EASTFIELD,
        states=[State("none", kwargs=lambda: {"council": "westbrook"})],
    ),
    Page("councils:place_detail", a_place),
    Page("councils:setup", EASTFIELD, role="ada"),
    Page("councils:settings", EASTFIELD, role="ada"),
    Page(
        "councils:settings_details",
        EASTFIELD,
        role="ada",
        states=[State("errors", fill={"name": "", "contact_email": "no"})],
    ),
    Page(
        "councils:settings_branding",
        EASTFIELD,
        role="ada",
        states=[State("too light", fill={"brand_colour": "#ffff00"})],
    ),
    Page("councils:settings_places", EASTFIELD, role="ada", states=[EMPTY]),
    Page(
        "councils:settings_sender",
        EASTFIELD,
        role="ada",
        states=[State("errors", fill={"sender_name": "", "reply_to": ""})],
    ),
    Page(
        "councils:settings_contacts",
        EASTFIELD,
        role="ada",
        states=[State("errors", fill={"privacy_contact": ""})],
    ),
    Page(
        "councils:settings_retention",
        EASTFIELD,
        role="ada",
        states=[State("errors", fill={"contact": "0"})],
    ),
    Page("councils:people", EASTFIELD, role="ada"),
    Page(
        "councils:invite",
        EASTFIELD,
        role="ada",
        states=[State("errors", fill={"email": "nobody"})],
    ),
    Page("councils:change_roles", dara, role="ada"),
    Page("councils:end_membership", dara, role="ada"),
    Page(
        "councils:ask_factor_reset",
        somebody_to_ask_for,
        role="ada",
        states=[
            State("nothing to take away", kwargs=ada),
            State("errors", fill={"how_known": ""}),
        ],
    ),
    Page(
        "councils:decide_factor_reset",
        a_lost_factor,
        role="max",
        states=[State("my own request", kwargs=a_lost_factor, role="ada")],
    ),
    Page("councils:withdraw_invitation", an_invitation, role="ada"),
    Page(
        "accept_invitation",
        a_token,
        has_form=True,
        states=[
            State("errors", kwargs=a_token, fill={"name": ""}),
            State("over", kwargs=lambda: {"token": "used-up"}, status=410),
            State("somebody else", kwargs=a_token, role="sol"),
        ],
    ),
    Page("organisation_detail", brightwork),
    Page(
        "organisation_home",
        role="sol",
        states=[State("none yet", role="dara")],
    ),
    Page("organisation_register", role="dara", states=[EMPTY]),
    Page("organisation_join", brightwork, role="sam"),
    Page(
        "organisation_change",
        brightwork,
        role="sol",
        states=[State("errors", fill={"company_number": "123"})],
    ),
    Page("organisation_join_request", a_request, role="sol"),
    Page("representative_lead", a_member, role="sol"),
    Page("representative_end", a_member, role="sol"),
    NotAPage("councils:brand_css", "a style sheet"),
    NotAPage("councils:logo", "a picture"),
    NotAPage("account_logout", "an act by POST only"),
    between("account_confirm_login_code", arriving.waiting_for_code, code="000000"),
    between(
        "account_email_verification_sent", arriving.creating_an_account, code="000000"
    ),
    between(
        "account_confirm_password_reset_code",
        arriving.waiting_for_password_code,
        code="000000",
    ),
    between(
        "account_complete_password_reset", arriving.choosing_a_password, password1="1"
    ),
    between("mfa_authenticate", arriving.waiting_for_second_step, code="000000"),
    between("account_change_password", a_member_in, oldpassword="no"),
    between("account_reauthenticate", a_member_in, password="no"),
    between("mfa_reauthenticate", somebody_with_an_app, code="000000"),
    between("mfa_reauthenticate_webauthn", somebody_with_a_key),
    between("mfa_deactivate_totp", somebody_with_an_app),
    between("mfa_view_recovery_codes", somebody_with_an_app),
    between("mfa_edit_webauthn", somebody_with_a_key, a_key, name=""),
    between("mfa_remove_webauthn", somebody_with_a_key, a_key),
    NotAPage("mfa_download_recovery_codes", "a text file"),
]
