from charters.forms.deciding import DecisionForm, JustifyForm, SubmitForm, WithdrawForm
from charters.forms.priorities import OutcomeForm, PriorityForm, TargetForm
from charters.forms.sources import SourceForm
from charters.forms.starting import Dates, DetailsForm, ReviseForm, StartForm
from charters.forms.writing import HeadingForm, ParagraphsForm

__all__ = [
    "Dates",
    "DecisionForm",
    "DetailsForm",
    "HeadingForm",
    "JustifyForm",
    "OutcomeForm",
    "ParagraphsForm",
    "PriorityForm",
    "ReviseForm",
    "SourceForm",
    "StartForm",
    "SubmitForm",
    "TargetForm",
    "WithdrawForm",
]
