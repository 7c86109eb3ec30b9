"""Each model that holds a person's data has an eraser, or a reason why it has none."""

import pytest
from django.apps import apps
from django.db import models

from councils.models import Council, Invitation, Role, User
from records import personal_data
from records.models import PublicText
from records.personal_data import Person
from tests.factories.councils import somebody
from tests.house.personal_fields import WITHOUT_ERASER
from tests.house.test_layers import LEVEL

# Names of fields that hold something about a person, whatever their type.
TELLING = {"phone", "recipient", "contact", "ip_address", "postcode_of_person"}
REASONS = {label: why for why, labels in WITHOUT_ERASER.items() for label in labels}


def is_personal(field) -> bool:
    """An address, a link to an account, or a name that gives it away."""
    if field.is_relation:
        return field.concrete and field.related_model is User
    return isinstance(field, models.EmailField) or field.name in TELLING


def holds_personal_data(model) -> bool:
    fields = [f for f in model._meta.get_fields() if getattr(f, "concrete", False)]
    return issubclass(model, PublicText) or any(map(is_personal, fields))


def personal_models():
    """Our models with personal data, histories and many-to-many tables included."""
    found = apps.get_models(include_auto_created=True)
    ours = [model for model in found if model._meta.app_label in LEVEL]
    return {model._meta.label for model in ours if holds_personal_data(model)}


def answered():
    return {holding.model._meta.label for holding in personal_data.holdings()}


def test_each_personal_model_has_an_eraser_or_a_reason():
    silent = personal_models() - answered() - set(REASONS)
    assert silent == set(), "Register them in personal_data.py, or give the reason."


def test_each_reason_is_still_needed():
    idle = set(REASONS) - personal_models()
    assert idle == set(), "These hold no personal data any more."
    assert set(REASONS) & answered() == set(), "These have an eraser."


@pytest.mark.parametrize(
    "field",
    [
        models.EmailField(name="email"),
        models.CharField(name="phone"),
        User._meta.get_field("email"),
        Invitation._meta.get_field("invited_by"),
    ],
    ids=lambda field: field.name,
)
def test_a_personal_field_is_known_as_one(field):
    assert is_personal(field)


def test_a_field_about_nobody_is_not(db):
    assert not is_personal(Council._meta.get_field("slug"))


def test_a_model_without_an_answer_would_be_found(monkeypatch):
    """The negative control."""
    monkeypatch.setattr(personal_data, "_holdings", {})
    assert "consultation.Contact" in personal_models() - answered()


def test_an_erased_person_is_nowhere_and_what_they_did_stays(eastfield, ada):
    dara = somebody(eastfield, Role.DRAFTER)
    Invitation.send(eastfield, dara.email, [Role.AUDITOR], by=ada)
    name, email = dara.name, dara.email
    changed = personal_data.erase(Person(email=email, user=dara))
    assert changed["councils.User"] == 1
    assert changed["councils.Invitation"] == 1
    left = User.objects.get(pk=dara.pk)
    assert not left.is_active
    assert name not in (left.name, left.email)
    assert email not in left.email
    assert not Invitation.objects.filter(email=email).exists()
    assert eastfield.memberships.filter(user=left).exists()


def test_two_fields_of_a_model_about_two_people_both_have_their_answer(monkeypatch):
    monkeypatch.setattr(personal_data, "_holdings", {})
    for field in ("owner", "supplier_contact"):
        personal_data.register(
            Council, fields=(field,), find=None, erase=None, why="to know"
        )
    assert len(personal_data.holdings()) == 2
