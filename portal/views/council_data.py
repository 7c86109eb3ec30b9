"""What a council publishes for programs: its files, its feeds, its calendars."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from audit.models import Delivery
from charters.models import EditionPriority
from consultation.models import Round
from contracts.models import Commitment
from councils.pages import CouncilPage
from portal.feeds import charters_with_json
from records import exports
from tenders.models import Tender
from tenders.releases import release_of


@dataclass(frozen=True)
class File:
    """One file or feed: what it holds, its format and its address."""

    title: str | Promise
    format: str
    href: str


class CouncilData(CouncilPage, TemplateView):
    """Every file of the council, with its format."""

    template_name = "portal/council_data.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            files=list(self.files()),
            feeds=feeds_of(self.council),
            charters=charters_with_json(self.council).order_by("slug"),
            **kwargs,
        )

    def files(self):
        slug = self.council.slug
        yield File(
            _("Priorities in force, with their targets"),
            "CSV",
            reverse("portal:priorities_file", args=[slug]),
        )
        yield File(
            _("Places, with their boundaries and promises"),
            "GeoJSON",
            reverse("portal:places_file", args=[slug]),
        )
        yield File(
            _("Published opportunities and awards (open contracting data)"),
            "JSON",
            reverse("ocds_releases", args=[slug]),
        )
        yield File(
            _("How texts were checked"),
            "CSV",
            reverse("portal:moderation_log_file", args=[slug]),
        )


class CouncilFeeds(CouncilPage, TemplateView):
    """Feeds and calendars that tell of news by themselves."""

    template_name = "portal/council_feeds.html"

    def get_context_data(self, **kwargs):
        rounds = Round.objects.for_council(self.council).followed().for_reading()
        return super().get_context_data(
            feeds=feeds_of(self.council), rounds=rounds.order_by("pk")[:20], **kwargs
        )


def feeds_of(council) -> list[File]:
    slug = council.slug
    return [
        File(_("Charters"), "Atom", reverse("portal:charters_feed", args=[slug])),
        File(_("Consultations"), "Atom", reverse("consultation:feed", args=[slug])),
        File(_("Results"), "Atom", reverse("portal:results_feed", args=[slug])),
        File(
            _("Dates of all consultations"),
            "ICS",
            reverse("consultation:council_dates", args=[slug]),
        ),
    ]


class PrioritiesFile(CouncilPage, View):
    """Each target of each priority in force, one line each."""

    HEADER = (
        *("priority", "title", "statement", "theme", "charter", "outcome"),
        *("measure", "unit", "baseline", "baseline_on", "target", "by"),
    )

    def get(self, request, *args, **kwargs):
        found = EditionPriority.objects.in_force().public()
        found = found.filter(edition__charter__council=self.council)
        found = found.select_related("edition__charter").prefetch_related(
            "targets__metric"
        )
        name = f"{self.council.slug}-priorities"
        rows = self.rows(found.order_by("edition", "position"))
        return exports.download(name, self.HEADER, rows, is_public=True)

    @staticmethod
    def rows(priorities):
        for one in priorities:
            start = (
                *(one.code, one.title, one.statement, one.theme),
                one.edition.charter.title,
            )
            targets = list(one.targets.all())
            if not targets:
                yield (*start, *[""] * 7)
            for target in targets:
                yield (
                    *start,
                    *(target.outcome, target.metric.code, target.metric.unit),
                    *(target.baseline, target.baseline_on),
                    *(target.level, target.due_on),
                )


class PlacesFile(CouncilPage, View):
    """The wards as GeoJSON. Those without a boundary have an empty geometry."""

    def get(self, request, *args, **kwargs):
        named = Commitment.objects.for_council(self.council).values_list(
            "bid_commitment__tender_priority__edition_priority__document__places",
            flat=True,
        )
        promises = [set(places or ()) for places in named]
        features = [
            {
                "type": "Feature",
                "id": area.code,
                "geometry": area.boundary,
                "properties": {
                    "code": area.code,
                    "name": area.name,
                    "page": settings.SITE_ORIGIN + area.get_absolute_url(),
                    "promises": sum(area.name in places for places in promises),
                },
            }
            for area in self.council.areas.select_related("council")
        ]
        return JsonResponse(
            {"type": "FeatureCollection", "features": features},
            content_type="application/geo+json",
            json_dumps_params={"ensure_ascii": False},
        )


class Releases(CouncilPage, View):
    """All published tenders of a council as one package of open contracting data."""

    def get(self, request, *args, **kwargs):
        tenders = (
            Tender.objects.for_council(self.council)
            .public()
            .with_terms()
            .select_related("award__bid__organisation")
            .order_by("-published_at")
        )
        releases = [release_of(tender) for tender in tenders]
        package = {
            "uri": settings.SITE_ORIGIN + request.path,
            "version": "1.1",
            "publishedDate": max(
                (one["date"] for one in releases),
                default=self.council.created_at.isoformat(),
            ),
            "publisher": {"name": self.council.name},
            "releases": releases,
        }
        return JsonResponse(package, json_dumps_params={"ensure_ascii": False})


def backlog(request):
    """How much waits to be told, as a monitoring program reads it. No content."""
    waiting, parked = Delivery.objects.waiting(), Delivery.objects.parked()
    lines = [
        "# HELP portal_deliveries_waiting Handlers that must still be told.",
        "# TYPE portal_deliveries_waiting gauge",
        f"portal_deliveries_waiting {waiting.count()}",
        "# HELP portal_deliveries_parked Handlers that failed too often.",
        "# TYPE portal_deliveries_parked gauge",
        f"portal_deliveries_parked {parked.count()}",
        "",
    ]
    answer = HttpResponse(
        "\n".join(lines), content_type="text/plain; version=0.0.4; charset=utf-8"
    )
    answer["Cache-Control"] = "no-store"
    return answer
