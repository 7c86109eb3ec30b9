"""The list of people, changing roles and leaving."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from audit.models import Event
from councils.models import Membership, Role, User
from councils.people import end_membership, set_roles

PEOPLE = "/eastfield/workspace/settings/people/"


def page_of(person, act=""):
    return f"{PEOPLE}{person.actor_id}/{act}"


def test_roles_are_added_and_taken_away_each_with_its_event(
    sign_in, ada, dara, eastfield
):
    before = Event.objects.count()

    sign_in(ada).post(page_of(dara), {"roles": ["drafter", "moderator"]})

    dara.forget_roles()
    assert dara.roles_in(eastfield) == {"drafter", "moderator"}
    told = Event.objects.order_by("sequence")[before:]
    assert [(event.verb, event.data["role"]) for event in told] == [
        ("membership.granted", "moderator"),
        ("membership.ended", "consultation_lead"),
    ]
    assert {event.actor for event in told} == {str(ada.actor_id)}
    assert {event.data["person"] for event in told} == {str(dara.actor_id)}


def test_the_same_roles_again_change_nothing(ada, dara, eastfield):
    before = Event.objects.count()
    roles = dara.roles_in(eastfield)
    assert set_roles(eastfield, dara, roles, by=ada) is False
    assert Event.objects.count() == before


def test_the_last_administrator_cannot_be_taken_away(sign_in, ada, eastfield):
    answer = sign_in(ada).post(page_of(ada), {"roles": ["drafter"]})

    assert "A council needs at least one administrator." in answer.text
    ada.forget_roles()
    assert ada.roles_in(eastfield) == {"administrator"}


def test_leaving_is_refused_to_the_last_administrator(ada, eastfield):
    with pytest.raises(ValidationError, match="at least one administrator"):
        end_membership(eastfield, ada, by=ada)


def test_with_a_second_administrator_the_first_may_leave(sign_in, ada, dara, eastfield):
    Membership.grant(eastfield, dara, Role.ADMINISTRATOR)
    answer = sign_in(ada).post(page_of(ada, "end/"))
    assert answer.url == "/eastfield/"
    ada.forget_roles()
    assert ada.roles_in(eastfield) == frozenset()


def test_whoever_leaves_is_out_with_the_next_page(
    sign_in, client, ada, dara, eastfield
):
    daras = Client()
    daras.force_login(dara)
    session = daras.session
    session["second_factor_at"] = "now"
    session.save()
    assert daras.get("/eastfield/workspace/charters/").status_code == 200

    sign_in(ada).post(page_of(dara, "end/"))

    assert daras.get("/eastfield/workspace/charters/").status_code == 404


def test_leaving_asks_first(sign_in, ada, dara, eastfield):
    page = sign_in(ada).get(page_of(dara, "end/"))
    assert (
        "From their next page on, they can no longer open the workspace." in page.text
    )
    dara.forget_roles()
    assert dara.roles_in(eastfield)


def test_no_role_at_all_is_not_saved_as_a_change_of_roles(
    sign_in, ada, dara, eastfield
):
    answer = sign_in(ada).post(page_of(dara), {})
    assert "Select at least one role" in answer.text
    dara.forget_roles()
    assert len(dara.roles_in(eastfield)) == 2


@pytest.mark.parametrize("act", ["", "end/"])
def test_a_person_of_another_council_cannot_be_changed(
    sign_in, ada, olu, westbrook, act
):
    assert (
        sign_in(ada).post(page_of(olu, act), {"roles": ["auditor"]}).status_code == 404
    )
    olu.forget_roles()
    assert len(olu.roles_in(westbrook)) == len(Role)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["dara", "amal", "audie", "max"])
def test_only_administrators_manage_people(sign_in, request, dara, name):
    client = sign_in(request.getfixturevalue(name))
    for page in (PEOPLE, PEOPLE + "invite/", page_of(dara), page_of(dara, "end/")):
        assert client.get(page).status_code == 403
        assert client.post(page, {"roles": ["administrator"]}).status_code == 403


def test_the_list_names_people_with_their_roles(sign_in, ada, dara, olu):
    text = sign_in(ada).get(PEOPLE).text
    assert "Charter drafter" in text
    assert dara.email in text
    assert olu.email not in text


@pytest.mark.slow
def test_the_list_costs_the_same_for_many_people(
    sign_in, ada, eastfield, django_assert_max_num_queries
):
    client = sign_in(ada)
    client.get(PEOPLE)
    with django_assert_max_num_queries(9):
        client.get(PEOPLE)
    for number in range(40):
        user = User.objects.create_user(f"p{number}@example.org", f"P {number}")
        Membership.grant(eastfield, user, Role.EVALUATOR)
        Membership.grant(eastfield, user, Role.MODERATOR)
    with django_assert_max_num_queries(9):
        client.get(PEOPLE)
