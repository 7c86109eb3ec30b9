"""When a round closes: any time of day but the one that nobody can place."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from audit import clock
from councils import govuk


class ClosingField(govuk.MomentField):
    """12am is refused: half of all readers take it for the end of the day it names."""

    def clean(self, value):
        moment = super().clean(value)
        if moment and clock.london(moment).time() == dt.time(0):
            words = _(
                "%(subject)s must not be at 12am, because nobody knows which night is "
                "meant. Enter a time like 5pm or 11:59pm"
            )
            self.refuse("midnight", words, ("time",))
        return moment
