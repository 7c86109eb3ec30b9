"""Open data: charters, their published versions, and priorities in force."""

from django.conf import settings
from django.db.models import OuterRef, Prefetch, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from charters.models import Charter, Edition, EditionPriority
from councils.api import DataAddress, OfCouncil, OpenData, PageAddress


def published_words():
    """What the current public version says of its charter; drafts stay unread."""
    public = Edition.objects.public().filter(charter=OuterRef("pk"))
    current = public.annotate(is_adopted=Q(kind=Edition.Kind.ADOPTED))
    return Subquery(
        current.order_by("-is_adopted", "-number").values("document__charter")[:1]
    )


class EditionLinkSerializer(serializers.ModelSerializer):
    url = DataAddress("edition", "uid")

    class Meta:
        model = Edition
        fields = ["number", "kind", "content_hash", "url"]


class CharterSerializer(serializers.ModelSerializer):
    council = serializers.SlugRelatedField("slug", read_only=True)
    title = serializers.CharField(source="words.title")
    summary = serializers.CharField(source="words.summary")
    area = serializers.CharField(source="words.area")
    starts_on = serializers.DateField(source="words.starts_on")
    ends_on = serializers.DateField(source="words.ends_on")
    editions = EditionLinkSerializer(source="published", many=True)
    url = DataAddress("charter", "uid")
    page = PageAddress()

    class Meta:
        model = Charter
        fields = [
            *("uid", "council", "slug", "title", "summary", "area", "status"),
            *("starts_on", "ends_on", "adopted_on", "superseded_on"),
            *("editions", "url", "page"),
        ]


class CharterFilters(OfCouncil):
    class Meta:
        model = Charter
        fields = ["council", "status"]


class Charters(OpenData):
    """Charters of which anyone may read a version. With status=adopted: in force."""

    about = _(
        "Charters of which anyone may read a version. With status=adopted: in force."
    )

    queryset = Charter.objects.none()
    serializer_class = CharterSerializer
    filterset_class = CharterFilters
    lookup_field = "uid"

    def get_queryset(self):
        editions = Edition.objects.public().defer("document").order_by("number")
        return (
            Charter.objects.public()
            .select_related("council")
            .annotate(words=published_words())
            .prefetch_related(Prefetch("editions", editions, to_attr="published"))
            .order_by("-starts_on", "slug", "pk")
        )


class EditionSerializer(serializers.ModelSerializer):
    council = serializers.CharField(source="charter.council.slug")
    charter = DataAddress("charter", "charter.uid")
    public_from = serializers.DateTimeField(source="release.public_from")
    url = DataAddress("edition", "uid")
    page = PageAddress()
    pdf = serializers.SerializerMethodField()

    class Meta:
        model = Edition
        fields = [
            *("uid", "council", "charter", "number", "kind", "content_hash"),
            *("frozen_at", "public_from", "url", "page", "pdf"),
        ]

    def get_pdf(self, edition) -> str:
        place = [edition.council.slug, edition.charter.slug, edition.number]
        return settings.SITE_ORIGIN + reverse("charters:edition_pdf", args=place)


class WholeEditionSerializer(EditionSerializer):
    """The version with its document, of which `content_hash` was taken."""

    document = serializers.JSONField()

    class Meta(EditionSerializer.Meta):
        fields = [*EditionSerializer.Meta.fields, "document"]


class EditionFilters(filters.FilterSet):
    council = filters.CharFilter(
        "charter__council__slug", label=_("The council, such as eastfield")
    )
    charter = filters.UUIDFilter("charter__uid", label=_("The charter"))

    class Meta:
        model = Edition
        fields = ["council", "charter", "kind"]


class Editions(OpenData):
    """Published versions. One alone comes with its whole document."""

    about = _("Published versions. One alone comes with its whole document.")

    queryset = Edition.objects.none()
    filterset_class = EditionFilters
    lookup_field = "uid"

    def get_queryset(self):
        found = Edition.objects.public().select_related("release", "charter__council")
        found = found.order_by("-release__public_from", "-number", "pk")
        return found if self.detail else found.defer("document")

    def get_serializer_class(self):
        return WholeEditionSerializer if self.detail else EditionSerializer


class PrioritySerializer(serializers.ModelSerializer):
    council = serializers.CharField(source="edition.charter.council.slug")
    why = serializers.CharField(source="document.why")
    who_benefits = serializers.CharField(source="document.who_benefits")
    places = serializers.ListField(
        child=serializers.CharField(), source="document.places"
    )
    outcomes = serializers.SerializerMethodField()
    edition = DataAddress("edition", "edition.uid")
    url = DataAddress("priority", "uid")
    page = PageAddress()

    class Meta:
        model = EditionPriority
        fields = [
            *("uid", "council", "code", "title", "statement", "theme"),
            *("why", "who_benefits", "places", "outcomes", "edition", "url", "page"),
        ]

    @extend_schema_field(list[dict])
    def get_outcomes(self, priority):
        """Each outcome with its targets, as the version froze them."""
        return priority.document["outcomes"]


class PriorityFilters(filters.FilterSet):
    council = filters.CharFilter(
        "edition__charter__council__slug", label=_("The council, such as eastfield")
    )

    class Meta:
        model = EditionPriority
        fields = ["council", "theme"]


class Priorities(OpenData):
    """Priorities of charters in force: what tenders may ask for."""

    about = _("Priorities of charters in force: what tenders may ask for.")

    queryset = EditionPriority.objects.none()
    serializer_class = PrioritySerializer
    filterset_class = PriorityFilters
    lookup_field = "uid"

    def get_queryset(self):
        found = EditionPriority.objects.public().in_force()
        return found.select_related("edition__charter__council").order_by(
            "edition__charter__council__slug", "edition", "position"
        )
