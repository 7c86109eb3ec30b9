"""Open data: promises in force, and how each stands."""

from django.db.models import F
from django.utils.translation import gettext_lazy as _
from django_filters import rest_framework as filters
from rest_framework import serializers

from contracts.models import Commitment, Milestone
from contracts.rules import felt_rule
from councils.api import Amount, DataAddress, OpenData, PageAddress


class StepSerializer(serializers.ModelSerializer):
    level = Amount()

    class Meta:
        model = Milestone
        fields = ["reference", "title", "level", "due_on", "met_on"]


class FeltSerializer(serializers.Serializer):
    """What residents answered, as counts."""

    answers = serializers.IntegerField()
    happened = serializers.IntegerField()
    noticed = serializers.IntegerField()
    helped = serializers.IntegerField()


class StandingSerializer(serializers.Serializer):
    """How a promise stands today: reported, accepted, felt."""

    state = serializers.CharField()
    due = Amount()
    claimed = Amount()
    accepted = Amount()
    is_felt = serializers.BooleanField()


class CommitmentSerializer(serializers.ModelSerializer):
    council = serializers.CharField(source="contract.council.slug")
    contract = serializers.CharField(source="contract.reference")
    contract_title = serializers.CharField(source="contract.title")
    supplier = serializers.CharField(source="contract.organisation.name")
    priority = serializers.CharField(source="priority.code")
    tender = DataAddress("tender", "contract.tender.uid")
    metric = DataAddress("metric", "metric.code")
    level = Amount()
    standing = serializers.SerializerMethodField()
    felt = FeltSerializer()
    milestones = StepSerializer(many=True)
    url = DataAddress("commitment", "reference")
    page = PageAddress()

    class Meta:
        model = Commitment
        fields = [
            *("reference", "council", "contract", "contract_title", "supplier"),
            *("priority", "tender", "metric", "wording", "level", "unit", "due_on"),
            *("where", "who_benefits", "proof", "standing", "felt", "milestones"),
            *("url", "page"),
        ]

    def get_standing(self, promise) -> StandingSerializer:
        found = promise.standing(rule=self.context["rule"])
        return StandingSerializer(found).data


class CommitmentFilters(filters.FilterSet):
    council = filters.CharFilter(
        "contract__council__slug", label=_("The council, such as eastfield")
    )
    contract = filters.CharFilter("contract__reference", label=_("The contract"))
    metric = filters.CharFilter("metric__code", label=_("What is counted"))
    priority = filters.CharFilter(
        method="of_priority", label=_("The priority of the charter, such as P1")
    )

    class Meta:
        model = Commitment
        fields = ["council", "contract", "metric", "priority"]

    def of_priority(self, promises, name, code):
        return promises.of_priority(code)


class Commitments(OpenData):
    """Promises of contracts, word for word as they won."""

    about = _("Promises of contracts, word for word as they won.")

    queryset = Commitment.objects.none()
    serializer_class = CommitmentSerializer
    filterset_class = CommitmentFilters
    lookup_field = "reference"

    def get_queryset(self):
        found = Commitment.objects.with_delivery().select_related("contract__tender")
        return found.order_by(F("contract__formed_at").desc(), "contract", "position")

    def get_serializer_context(self):
        return super().get_serializer_context() | {"rule": felt_rule()}
