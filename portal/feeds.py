"""News of charters and of results as Atom feeds. Those of consultations are below."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from audit import clock
from charters.models import Charter, Edition
from consultation.feeds import MOST, AtomFeed, Entry, newest_first
from contracts.models import Contract, ReEvaluation
from councils.models import Council


class CouncilFeed(AtomFeed):
    """Something of one council."""

    def get_object(self, request, council):
        return get_object_or_404(Council, slug=council)


class ChartersFeed(CouncilFeed):
    """Versions that were put to consultation or agreed."""

    def title(self, council):
        return _("Charters of %s") % council.name

    def link(self, council):
        return reverse("charters:charter_list", args=[council.slug])

    def items(self, council):
        editions = Edition.objects.for_council(council).public()
        found = editions.select_related("charter__council", "release")
        return newest_first(
            [
                Entry(
                    f"edition:{one.content_hash}:{one.number}",
                    f"{one.charter.title}: {one.get_kind_display()}",
                    _("Version %(number)s can be read.") % {"number": one.number},
                    one.get_absolute_url(),
                    one.release.public_from,
                )
                for one in found.order_by("-release__public_from")[:MOST]
            ]
        )


class ResultsFeed(CouncilFeed):
    """Contracts that were made, and what their re-evaluations concluded."""

    def title(self, council):
        return _("Results of %s") % council.name

    def link(self, council):
        return reverse("contracts:results", args=[council.slug])

    def items(self, council):
        contracts = Contract.objects.for_council(council).select_related(
            "council", "organisation"
        )
        reviews = ReEvaluation.objects.filter(
            contract__council=council, status="concluded"
        ).select_related("contract__council")
        entries = [
            Entry(
                f"contract:{one.council.uid}:{one.reference}",
                _("Contract: %s") % one.title,
                _("Promises of %s are in a contract.") % one.organisation.name,
                one.get_absolute_url(),
                one.formed_at,
            )
            for one in contracts.order_by("-formed_at")[:MOST]
        ]
        entries += [
            Entry(
                f"review:{council.uid}:{one.contract.reference}:{one.number}",
                _("Looked at again: %s") % one.contract.title,
                one.decision,
                one.get_absolute_url(),
                clock.day_starts(one.concluded_on),
            )
            for one in reviews.order_by("-concluded_on")[:MOST]
        ]
        return newest_first(entries)


def charters_with_json(council):
    """Charters that anyone may read, for lists of files."""
    return Charter.objects.for_council(council).public(clock.now())
