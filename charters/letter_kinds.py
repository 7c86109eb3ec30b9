"""The letters about charters, with made-up data to show them by."""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit import clock
from records.letter_kinds import Kind, Sample, link_for, path_for, register

WRITERS = gettext_lazy("Those who wrote or submitted the charter")
FOLLOWERS = gettext_lazy("Whoever follows charters")


@register(gettext_lazy("Charters"), order=10)
def about_charters(council):
    day = clock.today() + dt.timedelta(days=14)
    link = link_for(council)
    charter = Sample(
        _("Example charter"),
        title=_("Example charter"),
        in_force_from=day,
        council=council,
    )
    approval = Sample(
        reference="A-EXAMPLE",
        minute="27",
        cited=_("Cabinet, minute 27"),
        reason=_("Say in section 2 who measures the result."),
        note=_("The figures in section 3 are new."),
        decide_by=day,
        submitted_by=_("Dana Example"),
    )
    about = {"charter": charter, "approval": approval, "link": link}
    yield Kind(
        "charter_submitted",
        gettext_lazy("A charter is submitted for approval"),
        gettext_lazy("Its approvers"),
        about,
    )
    yield Kind(
        "charter_returned",
        gettext_lazy("The approver asks for changes"),
        WRITERS,
        about,
    )
    yield Kind(
        "charter_referred",
        gettext_lazy("The approver leaves the decision to another body"),
        WRITERS,
        about,
    )
    yield Kind("charter_adopted", gettext_lazy("A charter is approved"), WRITERS, about)
    yield Kind(
        "charter_in_force",
        gettext_lazy("A charter is agreed"),
        FOLLOWERS,
        about,
        stops=True,
    )
    reviewer = Sample(invited_by=Sample(name=_("Dana Example")), due_on=day)
    yield Kind(
        "review_invite",
        gettext_lazy("Somebody is asked to review a draft"),
        gettext_lazy("The reviewer"),
        about | {"reviewer": reviewer},
    )
    suggestion = Sample(
        get_status_display=_("Accepted"), answer=_("Your words are clearer.")
    )
    yield Kind(
        "suggestion_answered",
        gettext_lazy("A reviewer’s suggestion is answered"),
        gettext_lazy("The reviewer"),
        about | {"suggestion": suggestion},
    )
    endorsement = Sample(
        body_name=_("An example body"), edition=Sample(number=1), charter=charter
    )
    step = Sample(label=_("Endorsed"), wording=_("We ask for your endorsement."))
    remark = Sample(label=_("Paragraph 2.1"), wording=_("Say by when."))
    about |= {"endorsement": endorsement, "step": step, "remarks": [remark]}
    yield Kind(
        "endorsement_sought",
        gettext_lazy("The council asks for an endorsement"),
        gettext_lazy("The people of that body"),
        about,
    )
    yield Kind(
        "endorsement_decided",
        gettext_lazy("The body has decided"),
        WRITERS,
        about,
    )
    proposal = Sample(public_plain=_("A workshop where neighbours repair things."))
    yield Kind(
        "proposal_support",
        gettext_lazy("Somebody wants to support a proposal"),
        gettext_lazy("Whoever owns the address"),
        {"proposal": proposal, "days": 7, "link": path_for(council)},
    )
