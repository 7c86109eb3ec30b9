"""Shapes that a charter can start from: headings, and what belongs below each."""

from django.utils.translation import gettext_lazy as _

BLANK = "blank"
LOCAL_PLAN = "local_plan"

LABELS = {
    LOCAL_PLAN: _("The national template, in the form of a Local Plan"),
    BLANK: _("A blank page"),
}

HEADINGS = {
    BLANK: [],
    LOCAL_PLAN: [
        (
            _("Our place"),
            _(
                "Who lives and works here, what the place is good at and where life is "
                "harder than it should be. Give a figure, its source and its date."
            ),
        ),
        (
            _("Our vision and goals"),
            _(
                "What should be different when this charter ends, in words that a "
                "neighbour would use."
            ),
        ),
        (
            _("What people told us"),
            _("Who was asked before this draft was written, how, and what they said."),
        ),
        (
            _("Where offers are best aimed"),
            _(
                "The wards, groups and local strengths that suppliers should build on, "
                "with the greatest need first."
            ),
        ),
        (
            _("How we will buy"),
            _(
                "Which contracts this charter applies to, how much weight it has in a "
                "tender and how small organisations get a fair chance."
            ),
        ),
        (
            _("How we will check"),
            _(
                "What suppliers report, who checks it, how residents say whether it "
                "happened and helped, and what follows when it did not."
            ),
        ),
        (
            _("How we will review this charter"),
            _("When it is looked at again, and what would make us do so sooner."),
        ),
    ],
}
