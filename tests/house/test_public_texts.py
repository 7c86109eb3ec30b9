"""One queue for every public text: the models are walked, so none can be forgotten."""

import pytest
from django.apps import apps
from django.db import models

from audit import subscriptions
from records import moderation
from records.models import PublicText, public_text_models
from records.notifications import DECIDED

KINDS = public_text_models()


def test_no_public_text_of_the_product_is_missing_from_the_queue():
    every = {model for model in apps.get_models() if issubclass(model, PublicText)}
    assert set(moderation.kinds().values()) == every
    assert len(moderation.kinds()) == len(every), "two kinds share a name"


@pytest.mark.parametrize("model", KINDS, ids=lambda model: model._meta.label)
def test_each_kind_of_public_text_answers_what_the_queue_asks(model):
    assert isinstance(model._meta.get_field(model.ARRIVED), models.DateTimeField)
    assert model._meta.get_field(model.REFERENCE).unique
    assert hasattr(model, "about")
    assert hasattr(model, "council")
    manager = model._default_manager.all()
    for question in ("for_council", "in_queue", "for_moderators", "within", "reported"):
        assert hasattr(manager, question), question


@pytest.mark.parametrize("model", KINDS, ids=lambda model: model._meta.label)
def test_the_author_of_each_kind_is_told_of_each_decision(model):
    for done in DECIDED:
        handlers = subscriptions.handlers_of(f"{model._meta.model_name}.{done}")
        assert "records.notifications.tell_author" in handlers


@pytest.mark.django_db
def test_the_queue_runs_over_every_kind(eastfield):
    for state in (*PublicText.Moderation.values, moderation.REPORTED, moderation.ALL):
        wanted = moderation.Wanted(state=state, words="x")
        assert list(moderation.entries(eastfield, wanted)) == []
