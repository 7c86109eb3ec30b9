"""A round never closes at a time of which nobody knows the day."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from consultation.forms.closing import ClosingField
from consultation.forms.planning import DatesForm
from consultation.forms.running import MoreTimeForm
from councils import govuk

DAY = dt.date(2027, 7, 5)


@pytest.mark.parametrize("text", ["12am", "0:00", "12:00am", "00:00"])
def test_twelve_at_night_is_refused_in_words(text):
    with pytest.raises(ValidationError, match="nobody knows which night"):
        ClosingField(label="When").clean((DAY, text))
    assert govuk.MomentField(label="When").clean((DAY, text)), "control: plain field"


@pytest.mark.parametrize("text", ["11:59pm", "12 noon", "12:01am", "5pm"])
def test_every_other_time_is_taken(text):
    assert ClosingField(label="When").clean((DAY, text))


@pytest.mark.parametrize("form", [DatesForm, MoreTimeForm])
def test_every_form_that_sets_a_close_refuses_it(form):
    assert isinstance(form.base_fields["closes_at"], ClosingField)
