"""Open data: consultations, their rounds, what people said and what the council did.

Each resource shows what the public pages show at this moment, by the same rules.
"""

from django.db.models import Count, OuterRef, Prefetch, Q, Subquery
from django.utils.translation import gettext_lazy as _
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from consultation.models import Comment, Consultation, Issue, Round, Statement
from councils.api import DataAddress, OfCouncil, OpenData, PageAddress


class RoundLinkSerializer(serializers.ModelSerializer):
    url = DataAddress("round", "uid")

    class Meta:
        model = Round
        fields = ["number", "kind", "opens_at", "closes_at", "url"]


class ConsultationSerializer(serializers.ModelSerializer):
    council = serializers.CharField(source="council.slug")
    rounds = RoundLinkSerializer(source="announced", many=True)
    url = DataAddress("consultation", "uid")
    page = PageAddress()

    class Meta:
        model = Consultation
        fields = [
            *("uid", "council", "slug", "title", "proposal", "reasons", "options"),
            *("effect", "still_open", "fixed", "decision_maker", "decision_on"),
            *("how_used", "other_ways", "rounds", "url", "page"),
        ]


class ConsultationFilters(OfCouncil):
    class Meta:
        model = Consultation
        fields = ["council"]


class Consultations(OpenData):
    """Consultations that have been announced, with the dates of their rounds."""

    about = _("Consultations that have been announced, with the dates of their rounds.")

    queryset = Consultation.objects.none()
    serializer_class = ConsultationSerializer
    filterset_class = ConsultationFilters
    lookup_field = "uid"

    def get_queryset(self):
        rounds = Round.objects.public().order_by("number")
        return (
            Consultation.objects.filter(rounds__in=Round.objects.public().values("pk"))
            .distinct()
            .select_related("council")
            .prefetch_related(Prefetch("rounds", rounds, to_attr="announced"))
            .order_by("council", "slug")
        )


class OfConsultation(filters.FilterSet):
    """Filters of what belongs to a round."""

    council = filters.CharFilter(
        "round__consultation__council__slug", label=_("The council, such as eastfield")
    )
    round = filters.UUIDFilter("round__uid", label=_("The round"))


class RoundFilters(filters.FilterSet):
    council = filters.CharFilter(
        "consultation__council__slug", label=_("The council, such as eastfield")
    )
    consultation = filters.UUIDFilter("consultation__uid", label=_("The consultation"))

    class Meta:
        model = Round
        fields = ["council", "consultation", "kind"]


class RoundSerializer(serializers.ModelSerializer):
    council = serializers.CharField(source="council.slug")
    consultation = DataAddress("consultation", "consultation.uid")
    title = serializers.CharField(source="__str__")
    phase = serializers.SerializerMethodField(
        help_text=_("coming, open, last_hours, paused, closed, cancelled or results")
    )
    shows_comments = serializers.BooleanField()
    edition = DataAddress("edition", "edition.uid")
    url = DataAddress("round", "uid")
    page = PageAddress()

    class Meta:
        model = Round
        fields = [
            *("uid", "council", "consultation", "number", "title", "kind", "phase"),
            *("opens_at", "closes_at", "results_by_on", "reported_at"),
            *("comments_shown", "shows_comments", "edition", "url", "page"),
        ]

    def get_phase(self, round) -> str:
        return round.phase()


class Rounds(OpenData):
    """Rounds of consultations that have been announced, and how each stands."""

    about = _("Rounds of consultations that have been announced, and how each stands.")

    queryset = Round.objects.none()
    serializer_class = RoundSerializer
    filterset_class = RoundFilters
    lookup_field = "uid"

    def get_queryset(self):
        found = Round.objects.public().select_related("consultation__council")
        found = found.select_related("consultation__council", "edition")
        return found.defer("edition__document").order_by("-closes_at", "-pk")


class CommentSerializer(serializers.ModelSerializer):
    council = serializers.CharField(source="council.slug")
    round = DataAddress("round", "round.uid")
    about = serializers.CharField()
    text = serializers.CharField(
        source="public_text", help_text=_("As published, in Markdown")
    )
    kind = serializers.CharField(source="response.kind")
    place = serializers.SerializerMethodField()
    sender = serializers.CharField(source="response.public_label")
    issues = serializers.SerializerMethodField(
        help_text=_("The points it makes, by number, once the results are published")
    )
    page = PageAddress()
    url = DataAddress("comment", "reference")

    class Meta:
        model = Comment
        fields = [
            *("reference", "council", "round", "about", "stance", "text"),
            *("moderation", "kind", "place", "sender", "is_late", "issues"),
            *("url", "page"),
        ]

    def get_place(self, comment) -> str:
        return comment.response.area.name if comment.response.area else ""

    def get_issues(self, comment) -> list[int]:
        if not comment.round.has_results:
            return []
        return [issue.number for issue in comment.issues.all()]


class CommentFilters(OfConsultation):
    class Meta:
        model = Comment
        fields = ["council", "round", "stance"]


class Comments(OpenData):
    """Published comments, from the moment when the pages show them."""

    about = _("Published comments, from the moment when the pages show them.")

    queryset = Comment.objects.none()
    serializer_class = CommentSerializer
    filterset_class = CommentFilters
    lookup_field = "reference"

    def get_queryset(self):
        return Comment.objects.readable().for_reading().order_by("pk")


class IssueSerializer(serializers.ModelSerializer):
    council = serializers.CharField(source="council.slug")
    round = DataAddress("round", "round.uid")
    comment_count = serializers.IntegerField()
    decision = serializers.SerializerMethodField()
    reason = serializers.SerializerMethodField()
    changes = serializers.SerializerMethodField(
        help_text=_("The parts of the charter that changed because of it")
    )
    page = PageAddress()
    url = DataAddress("issue", "reference")

    class Meta:
        model = Issue
        fields = [
            *("reference", "council", "round", "number", "title", "heard"),
            *("comment_count", "decision", "reason", "changes", "url", "page"),
        ]

    def get_decision(self, issue) -> str:
        return issue.answer.decision if issue.answer else ""

    def get_reason(self, issue) -> str:
        return issue.answer.reason if issue.answer else ""

    @extend_schema_field(list[str])
    def get_changes(self, issue):
        return [citation.change.label for citation in issue.citations.all()]


class IssueFilters(OfConsultation):
    class Meta:
        model = Issue
        fields = ["council", "round"]


class Issues(OpenData):
    """What people said and what the council did, once the results are published."""

    about = _("What people said and what the council did, once results are published.")

    queryset = Issue.objects.none()
    serializer_class = IssueSerializer
    filterset_class = IssueFilters
    lookup_field = "reference"

    def get_queryset(self):
        counted = Q(
            members__comment__response__standing="counted",
            members__comment__response__withdrawn_at=None,
        )
        return (
            Issue.objects.filter(round__in=Round.objects.with_results().values("pk"))
            .select_related("disposition", "round__consultation__council")
            .prefetch_related("citations__change")
            .annotate(comment_count=Count("members", filter=counted))
            .order_by("round", "number")
        )


class StatementSerializer(serializers.ModelSerializer):
    council = serializers.CharField(source="council.slug")
    round = DataAddress("round", "round.uid")
    url = DataAddress("statement", "document_hash")

    class Meta:
        model = Statement
        fields = ["council", "round", "number", "document_hash", "built_at", "url"]


class WholeStatementSerializer(StatementSerializer):
    """The statement with its document, of which `document_hash` was taken."""

    document = serializers.JSONField(source="content")

    class Meta(StatementSerializer.Meta):
        fields = [*StatementSerializer.Meta.fields, "document"]


class StatementFilters(OfConsultation):
    class Meta:
        model = Statement
        fields = ["council", "round"]


class Statements(OpenData):
    """The newest statement of each consultation whose results are published."""

    about = _("The newest statement of each round. One alone comes with its document.")

    queryset = Statement.objects.none()
    filterset_class = StatementFilters
    lookup_field = "document_hash"

    def get_queryset(self):
        mine = Statement.objects.filter(round=OuterRef("round")).order_by("-number")
        found = (
            Statement.objects.filter(
                round__in=Round.objects.with_results().values("pk"),
                pk=Subquery(mine.values("pk")[:1]),
            )
            .select_related("round__consultation__council")
            .order_by("-built_at", "-pk")
        )
        return found if self.detail else found.defer("document")

    def get_serializer_class(self):
        return WholeStatementSerializer if self.detail else StatementSerializer
