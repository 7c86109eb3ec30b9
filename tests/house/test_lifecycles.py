import pytest
from django.conf import settings

from portal.lifecycles import drawn, lifecycles


def test_the_state_diagrams_show_the_code():
    written = (settings.ROOT / "docs" / "lifecycles.md").read_text()
    assert written == drawn(), "Run: python3 manage.py draw_lifecycles"


@pytest.mark.parametrize("model", lifecycles(), ids=lambda model: model.__name__)
def test_every_status_can_be_reached(model):
    reached = {model._meta.get_field("status").default}
    while new := {to for at in reached for to in model.MOVES.get(at, ())} - reached:
        reached |= new
    assert reached == set(model.Status)


@pytest.mark.parametrize("model", lifecycles(), ids=lambda model: model.__name__)
def test_every_status_fits_a_check_constraint_or_its_choices(model):
    assert {value for value, _ in model._meta.get_field("status").choices} == set(
        model.Status.values
    )
