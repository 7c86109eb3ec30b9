"""Open data: published opportunities with the priorities that they ask for."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_filters import rest_framework as filters
from rest_framework import serializers

from councils.api import Amount, DataAddress, OfCouncil, OpenData, PageAddress
from tenders.models import Award, Tender, TenderMetric, TenderPriority


class AskedMeasureSerializer(serializers.ModelSerializer):
    code = serializers.CharField(source="metric.code")
    title = serializers.CharField(source="metric.title")
    unit = serializers.CharField(source="metric.unit")
    level = Amount()
    share = Amount()

    class Meta:
        model = TenderMetric
        fields = ["code", "title", "unit", "level", "share"]


class AskedPrioritySerializer(serializers.ModelSerializer):
    weight = Amount()
    measures = AskedMeasureSerializer(source="metrics", many=True)

    class Meta:
        model = TenderPriority
        fields = ["code", "title", "weight", "question", "measures"]


class AwardSerializer(serializers.ModelSerializer):
    supplier = serializers.CharField(source="organisation.name")

    class Meta:
        model = Award
        fields = ["supplier", "decided_on", "reason", "standstill_ends_on"]


class TenderSerializer(serializers.ModelSerializer):
    council = serializers.SlugRelatedField("slug", read_only=True)
    status = serializers.SerializerMethodField(
        help_text=_("open, closed, opened, evaluating, awarded or cancelled")
    )
    value = Amount()
    price_weight = Amount()
    quality_weight = Amount()
    social_value_weight = Amount()
    edition = DataAddress("edition", "edition.uid")
    priorities = AskedPrioritySerializer(many=True)
    award = AwardSerializer(allow_null=True, default=None)
    url = DataAddress("tender", "uid")
    page = PageAddress()
    release = serializers.SerializerMethodField(
        help_text=_("The same as open contracting data (OCDS)")
    )

    class Meta:
        model = Tender
        fields = [
            *("uid", "ocid", "council", "reference", "title", "description"),
            *("status", "value", "category", "regime", "notice_url"),
            *("published_at", "questions_close_at", "bids_close_at", "decision_on"),
            *("contract_starts_on", "contract_ends_on"),
            *("price_weight", "quality_weight", "social_value_weight"),
            *("edition", "priorities", "award", "cancelled_reason"),
            *("url", "page", "release"),
        ]

    def get_status(self, tender) -> str:
        return tender.status_key.removeprefix("tender.")

    def get_release(self, tender) -> str:
        place = [tender.council.slug, tender.reference]
        return settings.SITE_ORIGIN + reverse("tenders:tender_release", args=place)


class TenderFilters(OfCouncil):
    is_open = filters.BooleanFilter(
        method="keep_open", label=_("Only those for which a bid can be sent now")
    )

    class Meta:
        model = Tender
        fields = ["council", "category"]

    def keep_open(self, tenders, name, wanted):
        return tenders.open() if wanted else tenders.exclude(pk__in=tenders.open())


class Tenders(OpenData):
    """Opportunities that were published, the latest deadline first."""

    about = _("Opportunities that were published, the latest deadline first.")

    queryset = Tender.objects.none()
    serializer_class = TenderSerializer
    filterset_class = TenderFilters
    lookup_field = "uid"

    def get_queryset(self):
        found = Tender.objects.public().select_related(
            "council", "edition", "award__bid__organisation"
        )
        found = found.prefetch_related(
            "priorities__edition_priority", "priorities__metrics__metric"
        )
        return found.order_by("-bids_close_at", "pk")
