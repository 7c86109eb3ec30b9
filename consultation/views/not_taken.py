"""A page with a form for new words says at once when nothing is taken."""

from django.shortcuts import render
from django.utils.translation import gettext as _


class SaysWhenNothingIsTaken:
    """Before a drafting page: nobody writes first and hears of it afterwards."""

    def get(self, request, *args, **kwargs):
        if why := self.why_closed():
            context = {
                "council": self.council,
                "round": self.round,
                "consultation": self.round.consultation,
                "draft": self.draft,
                "why": why,
            }
            return render(request, "consultation/not_taken.html", context)
        return super().get(request, *args, **kwargs)

    def why_closed(self) -> str:
        """Why nothing can be sent now, late words included; "" if it can."""
        if why := self.round.why_not_now():
            return why
        if self.round.is_open() or self.round.takes_late_responses():
            return ""
        return _("The consultation is over, so nothing can be added.")
