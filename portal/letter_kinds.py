"""The letters about data requests and along the thread, with made-up data."""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit import clock
from records.letter_kinds import Kind, Sample, link_for, register


@register(gettext_lazy("Personal data"), order=60)
def about_data_requests(council):
    link = link_for(council)
    request = Sample(
        reference="D-EXAMPLE",
        is_overdue=False,
        answer_by_on=clock.today() + dt.timedelta(days=30),
        get_kind_display=_("What do you hold about me?"),
        get_status_display=_("Answered"),
        reply=_("We hold the response that you sent. It is below."),
    )
    about = {"request": request, "link": link}
    person = gettext_lazy("The person who asked")
    yield Kind(
        "data_request_received",
        gettext_lazy("Somebody asks about their data"),
        person,
        about,
    )
    yield Kind(
        "data_request_due",
        gettext_lazy("The last day for an answer is near or past"),
        gettext_lazy("Administrators and monitoring officers"),
        about,
    )
    yield Kind(
        "data_request_answered",
        gettext_lazy("The request is answered"),
        person,
        about,
    )


@register(gettext_lazy("Moderation"), order=28)
def about_unchecked_texts(council):
    yield Kind(
        "moderation_waiting",
        gettext_lazy("A text waits longer than it should to be checked"),
        gettext_lazy("Moderators, once for each text"),
        {"count": 2, "days": 3, "link": link_for(council)},
    )


@register(gettext_lazy("What came of a response"), order=30)
def about_later_steps(council):
    sample = {
        "words": _("“Example works” asks suppliers about it"),
        "response": Sample(
            printed_code="EXAMPLE-1", received_at=clock.now() - dt.timedelta(days=90)
        ),
        "round": Sample(_("Example consultation")),
        "link": link_for(council),
        "mine": link_for(council),
        "day": clock.today(),
    }
    yield Kind(
        "consultation_later_step",
        gettext_lazy("A point that somebody made goes one step further"),
        gettext_lazy("Whoever asked to hear of each later step"),
        sample,
        stops=True,
    )
