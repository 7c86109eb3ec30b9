"""A lost second factor is taken away by two people, and the person is told."""

import pytest
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction

from audit.lifecycle import Refused
from audit.models import Event
from councils import lost_factor, work
from councils.models import FactorReset, Membership, Role
from tests.councils.conftest import app_code

PEOPLE = "/eastfield/workspace/settings/people/"
WORDS = {"how_known": "I met her in the office."}


@pytest.fixture
def dara(dara, with_app):
    """Dara, whose authenticator app was on the phone that she lost."""
    with_app(dara)
    return dara


@pytest.fixture
def asked(eastfield, dara, ada, max, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        return lost_factor.ask(eastfield, dara, WORDS["how_known"], by=ada)


def has_factor(user):
    return Authenticator.objects.filter(user=user).exists()


def test_one_asks_another_confirms_and_the_person_sets_up_a_new_one(
    sign_in, client, dara, ada, max, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        sign_in(ada).post(f"{PEOPLE}{dara.actor_id}/second-step/", WORDS)
    reset = FactorReset.objects.get()
    assert has_factor(dara)
    told = {(letter.to[0], letter.subject) for letter in mailoutbox}
    assert told == {
        (dara.email, "A reset of your second step was asked for"),
        (max.email, "Dara has lost their second step"),
    }
    page = f"{PEOPLE}second-steps/{reset.uid}/"
    assert page in mailoutbox[1].body + mailoutbox[0].body

    with django_capture_on_commit_callbacks(execute=True):
        sign_in(max).post(page, {"decision": "confirm"})
    assert not has_factor(dara)
    assert mailoutbox[-1].subject == "Your second step was taken away"
    verbs = Event.objects.filter(verb__startswith="second_factor.")
    assert [(event.verb, event.actor) for event in verbs.order_by("sequence")] == [
        ("second_factor.reset_asked", str(ada.actor_id)),
        ("second_factor.reset", str(max.actor_id)),
    ]
    client.force_login(dara)
    answer = client.get("/eastfield/workspace/")
    assert answer.url.startswith("/account/two-step/?next=")


def test_whoever_asked_cannot_confirm_it(asked, ada, dara):
    with pytest.raises(Refused, match="Somebody else"):
        asked.confirm(by=ada)
    assert has_factor(dara)
    asked.refuse(by=ada)  # but may take it back
    assert has_factor(dara)


def test_the_database_itself_wants_two_people(asked, ada):
    """The guard under the guard."""
    with (
        pytest.raises(IntegrityError, match="a_factor_is_reset_by_two_people"),
        transaction.atomic(),
    ):
        FactorReset.objects.update(
            is_confirmed=True, decided_by=ada, decided_at=asked.asked_at
        )


def test_nobody_asks_or_decides_for_themselves(eastfield, asked, dara, ada, with_app):
    with_app(ada)
    with pytest.raises(Refused, match="Ask another"):
        FactorReset.ask(eastfield, ada, "It is me.", by=ada)
    Membership.grant(eastfield, dara, Role.ADMINISTRATOR)
    with pytest.raises(Refused, match="their own"):
        asked.confirm(by=dara)


def test_a_council_cannot_decide_for_who_works_elsewhere_too(
    eastfield, westbrook, dara, ada
):
    Membership.grant(westbrook, dara, Role.DRAFTER)
    with pytest.raises(Refused, match="outside this council"):
        FactorReset.ask(eastfield, dara, "I met her.", by=ada)


def test_it_is_asked_for_once_and_only_where_there_is_something(eastfield, asked, eve):
    with pytest.raises(Refused, match="already"):
        FactorReset.ask(eastfield, asked.person, "Again.", by=asked.asked_by)
    with pytest.raises(Refused, match="no second step"):
        FactorReset.ask(eastfield, eve, "I met her.", by=asked.asked_by)


def test_a_request_ends_after_two_days(asked, max, travel, sign_in):
    page = lost_factor.page_of(asked)
    travel(days=2)
    assert sign_in(max).get(page).status_code == 404
    with pytest.raises(Refused, match="more than two days old"):
        asked.confirm(by=max)


def test_it_is_decided_once(asked, max, ada, dara):
    asked.refuse(by=max)
    with pytest.raises(Refused, match="has been decided"):
        asked.confirm(by=max)
    assert has_factor(dara)


def test_it_waits_for_those_who_can_confirm_it(asked, eastfield, ada, max, dara):
    def waiting(user):
        return [item.title for item in work.waiting_for(user, eastfield)]

    sentence = "Confirm that Dara has lost their second step"
    assert sentence in waiting(max)
    assert sentence not in waiting(ada)  # who asked
    assert sentence not in waiting(dara)


@pytest.mark.parametrize(("name", "status"), [("max", 200), ("eve", 403), ("olu", 404)])
def test_who_may_open_the_page(asked, sign_in, name, status, request):
    person = request.getfixturevalue(name)
    assert sign_in(person).get(lost_factor.page_of(asked)).status_code == status


def test_without_words_nothing_is_asked(sign_in, dara, ada):
    page = f"{PEOPLE}{dara.actor_id}/second-step/"
    answer = sign_in(ada).post(page, {"how_known": ""})
    assert "Enter how you made sure who it is" in answer.text
    assert not FactorReset.objects.exists()


def test_the_old_code_is_worth_nothing_afterwards(asked, max, dara, with_app):
    secret = with_app(max)  # somebody else's stays
    asked.confirm(by=max)
    totp = Authenticator.objects.get(user=max, type="totp").wrap()
    assert totp.validate_code(app_code(secret))
    assert not has_factor(dara)
