"""A published tender as open contracting data (OCDS 1.1.5)."""

from django.conf import settings
from django.urls import reverse

from audit import clock
from tenders.models import Tender


def own_ocid(tender: Tender) -> str:
    """The identifier of a tender that began here."""
    return f"{settings.OCDS_PREFIX}-{tender.uid.hex}"


def release_package(tender: Tender) -> dict:
    """The tender as a release package, the form in which a file is checked."""
    release = release_of(tender)
    return {
        "uri": _address(tender, ".json"),
        "version": "1.1",
        "publishedDate": release["date"],
        "publisher": {"name": tender.council.name},
        "releases": [release],
    }


def release_of(tender: Tender) -> dict:
    """One release with all that is public about the tender now."""
    award = getattr(tender, "award", None)
    tags = ["tender"]
    changed_at = tender.published_at
    if tender.status == Tender.Status.CANCELLED:
        tags, changed_at = ["tenderCancellation"], tender.cancelled_at
    elif award:
        tags, changed_at = ["award"], award.made_at
    release = {
        "ocid": tender.ocid,
        "id": f"{tender.ocid}-{tender.status}",
        "date": _iso(changed_at),
        "tag": tags,
        "initiationType": "tender",
        "language": "en",
        "parties": [_buyer(tender, full=True)],
        "buyer": _buyer(tender),
        "tender": _tender(tender),
    }
    if award:
        release["parties"].append(_supplier(award.organisation, full=True))
        release["awards"] = [_award(award)]
    return release


def _tender(tender: Tender) -> dict:
    statuses = {
        Tender.Status.AWARDED: "complete",
        Tender.Status.CANCELLED: "cancelled",
    }
    return {
        "id": tender.reference,
        "title": tender.title,
        "description": tender.description,
        "status": statuses.get(tender.status, "active"),
        "procuringEntity": _buyer(tender),
        "value": {"amount": float(tender.value), "currency": "GBP"},
        "procurementMethod": "open",
        "mainProcurementCategory": tender.category,
        "awardCriteria": "ratedCriteria",
        "awardCriteriaDetails": _criteria(tender),
        "submissionMethod": ["electronicSubmission"],
        "tenderPeriod": {
            "startDate": _iso(tender.published_at),
            "endDate": _iso(tender.bids_close_at),
        },
        "enquiryPeriod": {
            "startDate": _iso(tender.published_at),
            "endDate": _iso(tender.questions_close_at),
        },
        "contractPeriod": {
            "startDate": _iso(clock.day_starts(tender.contract_starts_on)),
            "endDate": _iso(clock.day_starts(tender.contract_ends_on)),
        },
        "documents": [
            {
                "id": "terms",
                "documentType": "tenderNotice",
                "title": tender.title,
                "url": _address(tender),
                "format": "text/html",
                "language": "en",
            }
        ],
    }


def _criteria(tender: Tender) -> str:
    weights = [
        f"Price {tender.price_weight.normalize():f}%",
        f"quality {tender.quality_weight.normalize():f}%",
        f"social value {tender.social_value_weight.normalize():f}%",
    ]
    priorities = [
        f"{one.code} {one.title} {one.weight.normalize():f}%"
        for one in tender.priorities.all()
    ]
    return f"{', '.join(weights)}. Social value: {'; '.join(priorities)}."


def _award(award) -> dict:
    return {
        "id": f"{award.tender.reference}-award",
        "title": award.tender.title,
        "description": award.reason,
        "status": "active",
        "date": _iso(clock.day_starts(award.decided_on)),
        "suppliers": [_supplier(award.organisation)],
    }


def _buyer(tender: Tender, *, full: bool = False) -> dict:
    council = tender.council
    code = council.gss_code or council.slug
    party = {"id": f"council-{code}", "name": council.name}
    if full:
        party["roles"] = ["buyer", "procuringEntity"]
    return party


def _supplier(organisation, *, full: bool = False) -> dict:
    schemes = (
        ("GB-COH", organisation.company_number),
        ("GB-CHC", organisation.charity_number),
    )
    found = next(((scheme, one) for scheme, one in schemes if one), None)
    own = f"supplier-{organisation.reference}"
    party = {
        "id": f"{found[0]}-{found[1]}" if found else own,
        "name": organisation.name,
    }
    if full:
        party["roles"] = ["supplier"]
        if found:
            party["identifier"] = {
                "scheme": found[0],
                "id": found[1],
                "legalName": organisation.name,
            }
    return party


def _address(tender: Tender, suffix: str = "") -> str:
    name = "tenders:tender_release" if suffix else "tenders:tender_detail"
    return settings.SITE_ORIGIN + reverse(
        name, args=[tender.council.slug, tender.reference]
    )


def _iso(moment) -> str:
    return clock.london(moment).replace(microsecond=0).isoformat()
