"""Registering an organisation, joining it, its people and details."""

import pytest
from django.core.exceptions import ValidationError

from audit.models import Event
from councils.models import JoinRequest, Organisation, User

HOME = "/supplier/organisation/"
NEW = HOME + "new/"
ACORN = {
    "name": "Acorn Growers",
    "company_number": "",
    "charity_number": "1234567",
    "size": "micro",
    "sector": "vcse",
    "postcode": "EF1 1AA",
}


@pytest.fixture
def kit(db):
    return User.objects.create_user("kit@example.org", "Kit")


def test_a_person_registers_an_organisation_and_leads_it(sign_in, kit):
    answer = sign_in(kit).post(NEW, ACORN)

    assert answer.url == HOME
    acorn = Organisation.objects.get()
    assert acorn.is_led_by(kit)
    assert (acorn.size, acorn.sector, acorn.charity_number) == (
        "micro",
        "vcse",
        "1234567",
    )
    event = Event.objects.get(verb="organisation.registered")
    assert (event.chain, event.actor) == ("national", str(kit.actor_id))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": ""}, "Enter your organisation"),
        ({"size": ""}, "Select how many people work for your organisation"),
        ({"sector": "council"}, "Select what kind of organisation it is"),
        (
            {"company_number": "1234567"},
            "Company number must be 8 characters, like 01234567",
        ),
        ({"company_number": "XX123456"}, "Company number must start with"),
        ({"charity_number": "12"}, "Charity number must be 6 or 7 numbers"),
        (
            {"charity_number": ""},
            "Enter a company or charity number, or say that you do not have one",
        ),
    ],
)
def test_what_is_wrong_is_said(sign_in, kit, change, sentence):
    answer = sign_in(kit).post(NEW, ACORN | change)
    assert sentence in answer.text.replace("&#x27;", "'")
    assert not Organisation.objects.exists()


def test_one_without_numbers_says_so(sign_in, kit):
    sign_in(kit).post(NEW, ACORN | {"charity_number": "", "no_number": "on"})
    assert Organisation.objects.get().charity_number == ""


def test_numbers_are_tidied(sign_in, kit):
    sign_in(kit).post(NEW, ACORN | {"company_number": "sc 123 456"})
    assert Organisation.objects.get().company_number == "SC123456"


@pytest.mark.parametrize(
    "same",
    [{"company_number": "0987 6543"}, {"name": "brightwork  cic"}],
)
def test_the_second_person_is_led_to_join_instead(sign_in, kit, brightwork, same):
    answer = sign_in(kit).post(NEW, ACORN | same)

    assert "Brightwork CIC is registered already. Ask to join it." in answer.text
    assert f"{HOME}{brightwork.reference}/join/" in answer.text
    assert Organisation.objects.count() == 1


def test_another_organisation_may_have_the_same_name(sign_in, kit, brightwork):
    fields = ACORN | {"name": "Brightwork CIC", "is_another": "on"}
    sign_in(kit).post(NEW, fields)
    assert Organisation.objects.count() == 2


def test_but_never_the_same_number(sign_in, kit, brightwork):
    fields = ACORN | {"company_number": "09876543", "is_another": "on"}
    answer = sign_in(kit).post(NEW, fields)
    assert "is registered already" in answer.text
    assert Organisation.objects.count() == 1


# --- joining ---


@pytest.fixture
def asked(sign_in, kit, sol, brightwork, django_capture_on_commit_callbacks):
    """Kit has asked to join Brightwork, which Sol leads."""
    with django_capture_on_commit_callbacks(execute=True):
        sign_in(kit).post(f"{HOME}{brightwork.reference}/join/")
    return f"{HOME}{brightwork.reference}/requests/{kit.actor_id}/"


def test_asking_writes_to_the_lead(asked, mailoutbox, sol, kit):
    (letter,) = mailoutbox
    assert letter.to == [sol.email]
    assert letter.subject == "Kit asks to join Brightwork CIC"
    assert f"http://localhost:8000{asked}" in letter.body
    assert Event.objects.filter(verb="organisation.join_asked").count() == 1


def test_asking_twice_asks_once(asked, sign_in, kit, brightwork, mailoutbox):
    sign_in(kit).post(f"{HOME}{brightwork.reference}/join/")
    assert JoinRequest.objects.count() == 1
    assert len(mailoutbox) == 1


def test_until_the_lead_answers_nothing_is_open(asked, sign_in, kit, brightwork):
    client = sign_in(kit)
    assert "You have asked to join Brightwork CIC" in client.get(HOME).text
    assert client.get(f"{HOME}{brightwork.reference}/change/").status_code == 404


def test_the_lead_says_yes(asked, sign_in, sol, kit, brightwork):
    client = sign_in(sol)
    assert client.get(asked).status_code == 200
    assert JoinRequest.objects.open().exists()  # looking is not answering

    client.post(asked)

    assert brightwork in Organisation.objects.represented_by(kit)
    assert not brightwork.is_led_by(kit)
    assert client.get(asked).status_code == 404


def test_the_lead_says_no(asked, sign_in, sol, kit, brightwork):
    sign_in(sol).post(asked, {"refuse": "yes"})
    assert brightwork not in Organisation.objects.represented_by(kit)
    assert JoinRequest.objects.get().is_accepted is False
    assert Event.objects.filter(verb="organisation.join_refused").count() == 1


def test_an_answer_counts_once(asked, sol):
    request = JoinRequest.objects.get()
    request.accept(by=sol)
    with pytest.raises(ValidationError, match="already answered"):
        JoinRequest.objects.get().refuse(by=sol)


@pytest.mark.parametrize(("name", "status"), [("sam", 404), ("kit", 404), ("ada", 404)])
def test_nobody_else_answers(asked, sign_in, request, name, status):
    client = sign_in(request.getfixturevalue(name))
    assert client.get(asked).status_code == status
    assert client.post(asked).status_code == status
    assert JoinRequest.objects.open().exists()


def test_a_member_who_does_not_lead_does_not_answer(asked, sign_in, brightwork):
    member = User.objects.create_user("m@example.org", "M")
    brightwork.welcome(member)
    assert sign_in(member).post(asked).status_code == 403
    assert JoinRequest.objects.open().exists()


def test_whoever_acts_for_it_already_cannot_ask(sign_in, sol, brightwork):
    answer = sign_in(sol).post(f"{HOME}{brightwork.reference}/join/")
    assert "You already act for this organisation." in answer.text


# --- its people and details ---


def page_of(organisation, person, act):
    return f"{HOME}{organisation.reference}/people/{person.actor_id}/{act}/"


def test_the_only_lead_cannot_leave(sign_in, sol, brightwork):
    answer = sign_in(sol).post(page_of(brightwork, sol, "end"))
    assert "An organisation needs at least one lead." in answer.text
    assert brightwork.is_led_by(sol)


def test_a_second_lead_lets_the_first_go(sign_in, sol, kit, brightwork):
    brightwork.welcome(kit)
    client = sign_in(sol)
    client.post(page_of(brightwork, kit, "lead"))
    client.post(page_of(brightwork, sol, "end"))
    assert brightwork.is_led_by(kit)
    assert brightwork not in Organisation.objects.represented_by(sol)
    verbs = list(Event.objects.order_by("sequence").values_list("verb", flat=True))
    assert verbs[-2:] == [
        "organisation.lead_chosen",
        "organisation.representative_ended",
    ]


def test_details_are_corrected_by_its_own_people(sign_in, sol, brightwork):
    page = f"{HOME}{brightwork.reference}/change/"
    fields = ACORN | {"name": "Brightwork Ltd", "company_number": "09876543"}
    sign_in(sol).post(page, fields)
    brightwork.refresh_from_db()
    assert brightwork.name == "Brightwork Ltd"
    event = Event.objects.get(verb="organisation.details_changed")
    assert "name" in event.data["fields"]


def test_the_number_of_another_cannot_be_taken(sign_in, sol, brightwork, fenland):
    page = f"{HOME}{brightwork.reference}/change/"
    answer = sign_in(sol).post(page, ACORN | {"company_number": "01234567"})
    assert "Another organisation is registered with this number" in answer.text


@pytest.mark.parametrize("name", ["sam", "ada", "kit"])
def test_strangers_find_nothing_to_change(sign_in, request, brightwork, sol, name):
    client = sign_in(request.getfixturevalue(name))
    for page in (
        f"{HOME}{brightwork.reference}/change/",
        page_of(brightwork, sol, "end"),
        page_of(brightwork, sol, "lead"),
    ):
        assert client.get(page).status_code == 404
        assert client.post(page, ACORN).status_code == 404


@pytest.mark.parametrize("page", [HOME, NEW, HOME + "ORG-X/change/"])
def test_visitors_are_asked_to_sign_in(client, db, page):
    assert client.get(page).url.startswith("/sign-in/")


def test_everyone_may_read_the_public_page(client, brightwork, sol):
    answer = client.get(f"/organisations/{brightwork.reference}/")
    assert "Brightwork CIC" in answer.text
    assert sol.email not in answer.text
    assert not answer.cookies


def test_the_page_of_one_s_own_costs_the_same_for_many_people(
    sign_in, sol, brightwork, django_assert_max_num_queries
):
    client = sign_in(sol)
    client.get(HOME)
    with django_assert_max_num_queries(14):
        client.get(HOME)
    for number in range(20):
        user = User.objects.create_user(f"p{number}@example.org")
        brightwork.welcome(user)
        other = User.objects.create_user(f"q{number}@example.org")
        JoinRequest.ask(brightwork, other)
    with django_assert_max_num_queries(14):
        client.get(HOME)
