from contracts.models.break_clause import BreakClause, BreakNotice
from contracts.models.commitment import Commitment, Milestone
from contracts.models.contract import Contract
from contracts.models.evidence import Evidence, EvidenceFile
from contracts.models.re_evaluation import Finding, ReEvaluation
from contracts.models.remedy import RemedyStep
from contracts.models.reminder import Reminder
from contracts.models.resident_check import ResidentCheck
from contracts.models.stakeholder import Stakeholder

__all__ = [
    "BreakClause",
    "BreakNotice",
    "Commitment",
    "Contract",
    "Evidence",
    "EvidenceFile",
    "Finding",
    "Milestone",
    "ReEvaluation",
    "RemedyStep",
    "Reminder",
    "ResidentCheck",
    "Stakeholder",
]
