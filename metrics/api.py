"""Open data: lists of measures, and measures."""

from django.utils.translation import gettext_lazy as _
from django_filters import rest_framework as filters
from rest_framework import serializers

from councils.api import DataAddress, OpenData, PageAddress
from metrics.models import Framework, Metric, Source


class SourceSerializer(serializers.ModelSerializer):
    class Meta:
        model = Source
        fields = ["title", "publisher", "url", "published_on"]


class FrameworkSerializer(serializers.ModelSerializer):
    source = SourceSerializer(read_only=True)
    url = DataAddress("framework", "slug")
    page = PageAddress()

    class Meta:
        model = Framework
        fields = [
            *("slug", "title", "version", "issuer", "summary", "status"),
            *("published_on", "applies_from", "applies_until"),
            *("confidence", "source", "url", "page"),
        ]


class Frameworks(OpenData):
    """Published, dated lists of outcomes and measures."""

    about = _("Published, dated lists of outcomes and measures.")

    queryset = Framework.objects.public().select_related("source")
    serializer_class = FrameworkSerializer
    filterset_fields = ["status"]
    lookup_field = "slug"


class MetricSerializer(serializers.ModelSerializer):
    framework = serializers.SlugRelatedField("slug", read_only=True)
    council = serializers.SlugRelatedField("slug", read_only=True)
    source = SourceSerializer(read_only=True)
    url = DataAddress("metric", "code")
    page = PageAddress()

    class Meta:
        model = Metric
        fields = [
            *("code", "title", "unit", "value_type", "direction", "adds_up"),
            *("definition", "not_counted", "proof", "status"),
            *("framework", "council", "confidence", "source", "url", "page"),
        ]


class MetricFilters(filters.FilterSet):
    framework = filters.CharFilter(
        "framework__slug", label=_("The list that it stands in, such as ppn-002")
    )
    council = filters.CharFilter(
        "council__slug", label=_("The council whose own measure it is")
    )

    class Meta:
        model = Metric
        fields = ["framework", "council", "status"]


class Metrics(OpenData):
    """What can be counted, national and councils' own."""

    about = _("What can be counted, national and councils' own.")

    queryset = Metric.objects.public().select_related("framework", "council", "source")
    serializer_class = MetricSerializer
    filterset_class = MetricFilters
    lookup_field = "code"
    lookup_value_regex = r"[A-Z0-9.-]+"
