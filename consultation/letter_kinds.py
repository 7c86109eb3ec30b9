"""The letters about consultations, with made-up data to show them by."""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit import clock
from consultation.models import Disposition, Notice, SenderRequest
from records.letter_kinds import Kind, Sample, link_for, register

FOLLOWERS = gettext_lazy("Whoever follows consultations")
SENDER = gettext_lazy("The sender, if they left an address")
LEADS = gettext_lazy("Consultation leads")


def sample_round():
    soon = clock.now() + dt.timedelta(days=28)
    return Sample(
        _("Example consultation"),
        opens_at=clock.now(),
        closes_at=soon,
        has_closed=False,
        shows_comments=False,
        results_by_on=soon.date() + dt.timedelta(days=60),
        outcome_due_at=soon + dt.timedelta(days=84),
        consultation=Sample(other_ways=_("You can also write to us or phone.")),
    )


def sample_response():
    return Sample(printed_code="EXAMPLE-1", is_late=False, received_at=clock.now())


def sample_comments():
    reasons = [_("It gives away personal details")]
    whole = Sample(about=_("Paragraph 1.1"), is_whole=True, is_public=True, review=None)
    cut = Sample(
        about=_("Paragraph 2.3"),
        is_whole=False,
        is_public=True,
        reasons=reasons,
        review=None,
    )
    return [whole, cut]


@register(gettext_lazy("Consultations, to the public"), order=20)
def to_the_public(council):
    round, response, link = sample_round(), sample_response(), link_for(council)
    about = {"round": round, "response": response, "link": link, "results": link}
    yield Kind(
        "consultation_opened",
        gettext_lazy("A consultation opens"),
        FOLLOWERS,
        about,
        stops=True,
    )
    yield Kind(
        "consultation_closing",
        gettext_lazy("A consultation nears its end"),
        FOLLOWERS,
        about,
        stops=True,
    )
    notice = Sample(
        get_kind_display=Notice.Kind.EXTENDED.label,
        words=_("Many people asked for more time."),
        closed_before_at=round.closes_at - dt.timedelta(days=14),
        closes_at=round.closes_at,
    )
    yield Kind(
        "consultation_notice",
        gettext_lazy("The council publishes a notice about a consultation"),
        FOLLOWERS,
        about | {"notice": notice},
        stops=True,
    )
    yield Kind(
        "consultation_reported",
        gettext_lazy("Results are published"),
        FOLLOWERS,
        about,
        stops=True,
    )
    stakeholder = Sample(name=_("Example Residents’ Association"))
    invited = gettext_lazy("People and bodies whom officers chose")
    yield Kind(
        "consultation_invitation",
        gettext_lazy("Officers ask somebody to reply"),
        invited,
        about | {"stakeholder": stakeholder},
    )
    yield Kind(
        "consultation_invitation_reminder",
        gettext_lazy("Officers remind those who did not reply"),
        invited,
        about | {"stakeholder": stakeholder},
    )


@register(gettext_lazy("Consultations, to those who reply"), order=25)
def to_senders(council):
    round, response, link = sample_round(), sample_response(), link_for(council)
    about = {"round": round, "response": response, "link": link, "results": link}
    yield Kind(
        "consultation_come_back",
        gettext_lazy("Somebody wants to go on writing later"),
        gettext_lazy("Whoever owns the address"),
        about | {"kept_days": 30},
    )
    yield Kind(
        "consultation_receipt", gettext_lazy("A response is received"), SENDER, about
    )
    remark = Sample(
        about=_("Paragraph 1.1"),
        stance="agree",
        get_stance_display=_("Agree"),
        text=_("Please add dates."),
        wanted_change=_("Say when each promise is kept."),
    )
    asked = Sample(wording=_("How well does this fit your street?"))
    answer = Sample(question=asked, in_words=[_("Well")])
    photo = Sample(file=Sample(name="kerb.png"))
    yield Kind(
        "consultation_copy",
        gettext_lazy("A sender wants a copy of what they sent"),
        gettext_lazy("Whoever owns the address, which is then forgotten"),
        about | {"comments": [remark], "answers": [answer], "files": [photo]},
    )
    yield Kind(
        "comments_checked",
        gettext_lazy("All comments of a response are checked"),
        SENDER,
        about | {"comments": sample_comments(), "reviewable": True},
    )
    disposition = Sample(get_decision_display=Disposition.Decision.ACCEPTED.label)
    issue = Sample(title=_("Safer crossings"), disposition=disposition)
    wanted = gettext_lazy("Those who asked for the results")
    yield Kind(
        "consultation_results",
        gettext_lazy("Results are published"),
        wanted,
        about | {"issues": [issue]},
    )
    yield Kind(
        "consultation_results_again",
        gettext_lazy("Responses found late change an answer"),
        wanted,
        about | {"issues": [issue]},
    )
    request = Sample(
        kind=SenderRequest.Kind.CORRECTION,
        get_kind_display=SenderRequest.Kind.CORRECTION.label,
        is_granted=True,
        asked_at=clock.now(),
        decided_at=clock.now(),
        reason=_("The number of the house was wrong."),
        proof="0123456789abcdef",
    )
    yield Kind(
        "consultation_request_decided",
        gettext_lazy("What a sender asked for after the close is decided"),
        SENDER,
        about | {"request": request},
    )


@register(gettext_lazy("Consultations, to officers"), order=27)
def to_officers(council):
    about = {"round": sample_round(), "link": link_for(council)}
    yield Kind(
        "consultation_assigned",
        gettext_lazy("Comments are given to an officer to read"),
        gettext_lazy("That officer"),
        about | {"assignment": Sample(label=_("Section 2"))},
    )
    yield Kind(
        "consultation_halfway", gettext_lazy("Half the time is over"), LEADS, about
    )
    yield Kind(
        "consultation_outcome_due",
        gettext_lazy("Results are due"),
        LEADS,
        about | {"weeks": 8},
    )
