"""Which models hold a person's data without an eraser of their own, and why.

The one place for such reasons. Whatever is not here must be answered for in the
`personal_data.py` of its app.
"""

NAMELESS = (
    "Who acted stays on the record as a link to an account; erasing the person makes "
    "that account nameless, and the link then leads to nobody."
)
OFFICE = "The addresses of an office, not of a person."
WORDS = (
    "What was said stays in the public record; who said it stands in Contact, which "
    "has its eraser, and officers can redact words that name somebody."
)

WITHOUT_ERASER = {
    NAMELESS: {
        "charters.Approval_also_asked",
        "charters.Charter",
        "charters.Edition",
        "charters.PriorityWeight",
        "charters.ViewSurvey",
        "consultation.Acknowledgement",
        "consultation.Assignment",
        "consultation.Campaign",
        "consultation.ChangeWeight",
        "consultation.CodeFrame",
        "consultation.Consultation",
        "consultation.Disposition",
        "consultation.DraftUse",
        "consultation.Easing",
        "consultation.EqualityAnalysis",
        "consultation.FairnessCheck",
        "consultation.ImportBatch",
        "consultation.IngestItem",
        "consultation.Issue",
        "consultation.IssueCitation",
        "consultation.IssueMember",
        "consultation.Keying",
        "consultation.LateFind",
        "consultation.Notice",
        "consultation.OutsideCount",
        "consultation.Outreach",
        "consultation.PetitionSample",
        "consultation.PrivacyNotice",
        "consultation.ReachTarget",
        "consultation.Reading",
        "consultation.SecondCoding",
        "consultation.SignOff",
        "consultation.TopicSearch",
        "contracts.BreakNotice",
        "contracts.ReEvaluation",
        "contracts.RemedyStep",
        "councils.Closing",
        "councils.FactorReset",
        "councils.JoinRequest",
        "councils.Membership",
        "councils.Representative",
        "councils.User_groups",
        "councils.User_user_permissions",
        "metrics.CouncilStandard",
        "metrics.FrameworkAdoption",
        "metrics.MetricMapping",
        "metrics.MoneyValue",
        "metrics.Observation",
        "records.ModerationReview",
        "records.Rendition",
        "records.WaitingText",
        "tenders.Award",
        "tenders.Bid",
        "tenders.BidVersion",
        "tenders.Mark",
        "tenders.OpenerKey",
        "tenders.Opening",
        "tenders.RecoverySheets",
        "tenders.Tender",
        "tenders.TenderOpener",
    },
    OFFICE: {"councils.Council"},
    WORDS: {"consultation.Comment"},
}
