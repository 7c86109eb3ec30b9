from charters.forms.deciding import (
    CheckForm,
    DecisionForm,
    EqualityForm,
    JustifyForm,
    RemarkForm,
    SubmitForm,
    WithdrawForm,
)
from charters.forms.priorities import OutcomeForm, PriorityForm, TargetForm
from charters.forms.record import AdviceForm, MoveForm, StepForm
from charters.forms.review import CallForm, ConclusionForm, VerdictForm
from charters.forms.sources import SourceForm
from charters.forms.starting import Dates, DetailsForm, ReviseForm, StartForm
from charters.forms.writing import HeadingForm, ParagraphsForm

__all__ = [
    "AdviceForm",
    "CallForm",
    "CheckForm",
    "ConclusionForm",
    "Dates",
    "DecisionForm",
    "DetailsForm",
    "EqualityForm",
    "HeadingForm",
    "JustifyForm",
    "MoveForm",
    "OutcomeForm",
    "ParagraphsForm",
    "PriorityForm",
    "RemarkForm",
    "ReviseForm",
    "SourceForm",
    "StartForm",
    "StepForm",
    "SubmitForm",
    "TargetForm",
    "VerdictForm",
    "WithdrawForm",
]
