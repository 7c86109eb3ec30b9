from charters.models.approval import Approval
from charters.models.asset import Asset
from charters.models.blocks import Block, EditConflict
from charters.models.borrowing import Borrowing
from charters.models.champion import Champion, ChampionStatement
from charters.models.change import Change, Justification
from charters.models.charter import Charter
from charters.models.check import Check
from charters.models.content import Clause, Section
from charters.models.document_import import DocumentImport
from charters.models.edition import Edition, Release
from charters.models.endorsement import Endorsement
from charters.models.endorsement_step import EndorsementRemark, EndorsementStep
from charters.models.equality import EqualityAnalysis
from charters.models.fact import Fact
from charters.models.frozen import (
    EditionClause,
    EditionGround,
    EditionPriority,
    EditionTarget,
    Lineage,
)
from charters.models.gateway import GatewayAdvice
from charters.models.hold import Hold
from charters.models.indicator import Indicator, IndicatorValue
from charters.models.making import CoDesign, Stakeholder, ValueCap
from charters.models.outcome import Outcome, Target
from charters.models.priority import Priority, PriorityName, Theme
from charters.models.proposal import Proposal, Support, SupportTrigger
from charters.models.remark import Remark
from charters.models.review import Review, ReviewCall, Verdict
from charters.models.reviewing import Reviewer
from charters.models.source import Source
from charters.models.suggestion import Suggestion
from charters.models.timetable import TimetableMove, TimetableStep
from charters.models.unsaved import UnsavedWords
from charters.models.view_survey import ResidentView, ViewSurvey
from charters.models.weight import PriorityWeight, SharedPoints

__all__ = [
    "Approval",
    "Asset",
    "Block",
    "Borrowing",
    "Champion",
    "ChampionStatement",
    "Change",
    "Charter",
    "Check",
    "Clause",
    "CoDesign",
    "DocumentImport",
    "EditConflict",
    "Edition",
    "EditionClause",
    "EditionGround",
    "EditionPriority",
    "EditionTarget",
    "Endorsement",
    "EndorsementRemark",
    "EndorsementStep",
    "EqualityAnalysis",
    "Fact",
    "GatewayAdvice",
    "Hold",
    "Indicator",
    "IndicatorValue",
    "Justification",
    "Lineage",
    "Outcome",
    "Priority",
    "PriorityName",
    "PriorityWeight",
    "Proposal",
    "Release",
    "Remark",
    "ResidentView",
    "Review",
    "ReviewCall",
    "Reviewer",
    "Section",
    "SharedPoints",
    "Source",
    "Stakeholder",
    "Suggestion",
    "Support",
    "SupportTrigger",
    "Target",
    "Theme",
    "TimetableMove",
    "TimetableStep",
    "UnsavedWords",
    "ValueCap",
    "Verdict",
    "ViewSurvey",
]
