"""What each mark from 0 to 5 means, shown to suppliers and beside the choices."""

from django.utils.translation import gettext_lazy as _

DESCRIPTORS = {
    5: _("Excellent: sure to work, well beyond what was asked, with named people."),
    4: _("Good: all of the question is answered, with a plan that can be followed."),
    3: _("Satisfactory: the question is answered; some details are missing."),
    2: _("Weak: part of the question is answered, or the plan is unclear."),
    1: _("Poor: little of the question is answered."),
    0: _("Nothing that answers the question."),
}
MARKS = [(mark, str(mark)) for mark in DESCRIPTORS]
