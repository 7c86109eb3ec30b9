"""What a bundle says of all that hangs on a round: a file for each kind of record.

A file holds every stored field, so that one that is added later is not forgotten. A
link to another record is written by that record's own name.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import F, Model, OuterRef, QuerySet, Subquery

from charters.models import Approval, Change
from consultation import models as m
from consultation.models import Comment, Round
from records.models import ModerationDecision, ModerationReview

NAMES = {
    "User": "name",
    "StoredFile": "sha256",
    "Council": "slug",
    "Area": "name",
    "Charter": "slug",
    "Change": "label",
    "EditionClause": "number",
    "EditionPriority": "code",
    "Comment": "reference",
    "CodeFrame": "version",
    "Issue": "number",
    "PrivacyNotice": "number",
    "Question": "number",
    "Response": "uid",
    "Round": "number",
    "Statement": "number",
    "Consultation": "slug",
}
# Keys that open something, and what only the database needs.
SECRET = {
    *("id", "link_hash", "idempotency_key", "key_hash", "ticket_hash"),
    "IngestItem.key",
}


@dataclass(frozen=True)
class Rows:
    """A file of the bundle, and the records that stand in it."""

    name: str
    of: Callable[[Round], QuerySet]

    def lines(self, round: Round) -> Iterator[bytes]:
        """One JSON object for each record."""
        found = self.of(round)
        named = {name: F(path) for name, path in fields_of(found.model).items()}
        plain = [name for name, path in named.items() if path.name == name]
        others = {name: path for name, path in named.items() if name not in plain}
        told = found.values(*plain, *found.query.annotations, **_apart(others))
        for row in told.iterator(chunk_size=2000):
            line = {name.removeprefix("its_"): value for name, value in row.items()}
            said = json.dumps(
                *(line,), cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True
            )
            yield f"{said}\n".encode()


def _apart(paths: dict[str, F]) -> dict[str, F]:
    """Under names that no field of the model has."""
    return {f"its_{name}": path for name, path in paths.items()}


def fields_of(model: type[Model]) -> dict[str, str]:
    """Every stored field and the path to what is written of it."""
    found = {}
    for field in model._meta.concrete_fields:
        if field.name in SECRET or f"{model.__name__}.{field.name}" in SECRET:
            continue
        path = field.name
        if field.is_relation:
            path = f"{field.name}__{NAMES.get(field.related_model.__name__, 'pk')}"
        found[field.name] = path
    return found


def _of_comments(model: type[Model]) -> Callable[[Round], Any]:
    """Rows about texts of all kinds: those about this round's comments."""

    def rows(round: Round) -> QuerySet:
        mine = round.comments.values("pk")
        about = Comment.objects.filter(pk=OuterRef("text_id")).values("reference")
        return (
            model.objects.filter(kind=Comment._meta.label_lower, text_id__in=mine)
            .annotate(comment=Subquery(about))
            .order_by("pk")
        )

    return rows


def _approvals(round: Round) -> QuerySet:
    return Approval.objects.filter(charter=round.charter).order_by("submitted_at")


def _changes(round: Round) -> QuerySet:
    found = Change.objects.filter(base__charter=round.charter)
    return found.filter(base__number__gte=round.edition.number).order_by("pk")


def _by(path: str, model: type[Model]) -> Callable[[Round], QuerySet]:
    """The records whose `path` leads to the round."""
    return lambda round: model._base_manager.filter(**{path: round}).order_by("pk")


def _of_consultation(model: type[Model]) -> Callable[[Round], QuerySet]:
    def rows(round: Round) -> QuerySet:
        found = model._base_manager.filter(consultation=round.consultation)
        return found.order_by("pk")

    return rows


ROWS = (
    Rows(
        "consultation",
        lambda round: m.Consultation.objects.filter(pk=round.consultation_id),
    ),
    Rows("rounds", _of_consultation(m.Round)),
    Rows("questions", _by("round", m.Question)),
    # before it opened
    Rows("privacy-notices", _of_consultation(m.PrivacyNotice)),
    Rows("equality-analyses", _of_consultation(m.EqualityAnalysis)),
    Rows("sign-offs", _by("round", m.SignOff)),
    Rows("stakeholders", _of_consultation(m.Stakeholder)),
    Rows("reach-targets", _of_consultation(m.ReachTarget)),
    Rows("formats", _of_consultation(m.Format)),
    Rows(
        "council-dates",
        lambda round: m.CouncilDate.objects.filter(council=round.council),
    ),
    # while it ran
    Rows("notices", _by("round", m.Notice)),
    Rows("outreach", _by("round", m.Outreach)),
    Rows(
        "population",
        lambda round: m.ProfileFigure.objects.filter(council=round.council),
    ),
    Rows("equality-tables", _by("round", m.EqualityRelease)),
    # what came
    Rows("ledger", _by("round", m.IngestItem)),
    Rows("ledger-counts", _by("round", m.OutsideCount)),
    Rows("ledger-comparisons", _by("round", m.Reconciliation)),
    Rows("imports", _by("round", m.ImportBatch)),
    Rows("answers", _by("response__round", m.Answer)),
    Rows("mandates", _by("response__round", m.Mandate)),
    Rows("petitions", _by("response__round", m.Petition)),
    Rows("petition-samples", _by("petition__response__round", m.PetitionSample)),
    Rows("attachments", _by("response__round", m.Attachment)),
    Rows("earlier-versions", _by("response__round", m.ResponseVersion)),
    Rows("keyed-in", _by("response__round", m.Keying)),
    # what was done with it
    Rows("readings", _by("response__round", m.Reading)),
    Rows("moderation-decisions", _of_comments(ModerationDecision)),
    Rows("moderation-reviews", _of_comments(ModerationReview)),
    Rows("comment-reports", _by("comment__round", m.CommentReport)),
    Rows("campaigns", _by("round", m.Campaign)),
    Rows("campaign-members", _by("campaign__round", m.CampaignMember)),
    Rows("issues", _by("round", m.Issue)),
    Rows("issue-members", _by("issue__round", m.IssueMember)),
    Rows("replies", _by("issue__round", m.Disposition)),
    Rows("assignments", _by("round", m.Assignment)),
    Rows("code-frames", _by("round", m.CodeFrame)),
    Rows("second-codings", _by("frame__round", m.SecondCoding)),
    # what came of it
    Rows("changes", _changes),
    Rows("citations", _by("issue__round", m.IssueCitation)),
    Rows(
        "change-weights",
        lambda round: m.ChangeWeight.objects.filter(change__in=_changes(round)),
    ),
    Rows("fairness-checks", _by("round", m.FairnessCheck)),
    Rows(
        "acknowledgements",
        lambda round: m.Acknowledgement.objects.filter(statement__round=round),
    ),
    Rows("sender-requests", _by("response__round", m.SenderRequest)),
    Rows("draft-uses", _by("comment__round", m.DraftUse)),
    Rows("easings", _by("round", m.Easing)),
    Rows("late-finds", _by("round", m.LateFind)),
    Rows("charter-decisions", _approvals),
)
# Told elsewhere in the bundle, or on purpose nowhere.
ELSEWHERE = {
    m.Response: "responses-record-edition.csv",
    m.Contact: "responses-record-edition.csv",
    m.Comment: "comments-record-edition.csv",
    m.Statement: "statements/",
    m.LedgerCount: "the last number of ledger.jsonl",
    m.TopicSearch: "a list of words that a method suggests, made again at any time",
    m.Draft: "what was not sent is nobody's but its writer's",
    m.EqualitySheet: "kept apart from every response; only tables leave it",
}
