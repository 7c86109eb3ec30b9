"""What anyone may read of a charter."""

import hashlib

from django.conf import settings
from django.http import (
    FileResponse,
    Http404,
    HttpResponse,
    HttpResponseGone,
    HttpResponseRedirect,
)
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.functional import cached_property
from django.utils.http import quote_etag
from django.views.generic import ListView, RedirectView, View

from charters import linked_data, since
from charters.door import PUBLIC, Kept, door
from charters.models import Charter, Edition
from charters.models.edition import LARGE_PRINT, PRINT
from charters.published import State, shelf
from charters.reading import reading_of
from councils.pages import CouncilPage
from records import downloads
from records.canonical import canonical

PRIVATE = "private, no-store"


class PublishedPage(View):
    """A page of published text: answered from ready bytes where that is possible.

    Visitors without a session get the same bytes, with an ETag that is checked before
    anything is rendered. Signed-in ones get their own bar, and nothing is kept.
    """

    http_method_names = ["get", "head", "options"]
    template_name = ""
    content_type = "text/html; charset=utf-8"

    def get(self, request, *args, **kwargs):
        state = shelf.state(kwargs["council"], kwargs["slug"])
        if state is None:
            raise Http404
        self.state, self.edition = state, self.choose_edition(state)
        if getattr(request, "has_session", False) or settings.DEBUG:
            response = self.answer(self.render())
            response["Cache-Control"] = PRIVATE
            return response
        name = (type(self).__name__, *self.name(), state.validator)
        etag = quote_etag(hashlib.sha256(repr(name).encode()).hexdigest())
        response = get_conditional_response(request, etag=etag)
        if response is None:
            response = self.answer(shelf.page(name, self.render))
            self.leave_at_the_door(name, etag, response)
        response["ETag"] = etag
        response["Cache-Control"] = PUBLIC
        return response

    def leave_at_the_door(self, name, etag, response) -> None:
        """Let the next one who asks for this address have the same answer sooner."""
        if self.request.META.get("QUERY_STRING"):
            return
        charter = self.state.charter
        kept = Kept(
            council=charter.council.slug,
            charter=charter.slug,
            name=name,
            etag=etag,
            content_type=self.content_type,
            status=response.status_code,
        )
        door.keep(self.request.path, kept)

    def answer(self, page: bytes) -> HttpResponse:
        return HttpResponse(page, content_type=self.content_type)

    def choose_edition(self, state: State) -> Edition:
        return state.current

    def name(self) -> tuple:
        """What tells this page from the others of its kind."""
        return (self.request.path,)

    def render(self) -> bytes:
        context = {
            "council": self.state.council,
            "charter": self.state.charter,
            "state": self.state,
            "edition": self.edition,
            "is_draft": self.edition.kind != Edition.Kind.ADOPTED,
            "edition_status": f"edition.{self.edition.kind}",
            "pdf": self.state.rendition_of(self.edition),
            "large_pdf": self.state.rendition_of(self.edition, LARGE_PRINT),
            **self.get_context(),
        }
        return render_to_string(self.template_name, context, self.request).encode()

    def get_context(self) -> dict:
        return {"reading": reading_of(self.edition)}


class WithParagraphs:
    """Adds to a page of paragraphs what people said, and on wish what changed.

    `?changes=on` marks the words that changed since the version before.
    """

    @property
    def wants_changes(self) -> bool:
        return self.request.GET.get("changes") == "on"

    def name(self):
        return (*super().name(), self.wants_changes, self.before_hash)

    @cached_property
    def before(self) -> Edition | None:
        return since.edition_before(self.state, self.edition)

    @property
    def before_hash(self) -> str:
        return self.before.content_hash if self.before else ""

    def get_context(self):
        context = super().get_context()
        reading = context["reading"]
        shown = [context["section"]] if "section" in context else reading.sections
        since.link_to_issues(
            self.edition, (clause for one in shown for clause in one.clauses)
        )
        context |= {"before_edition": self.before}
        if self.before is None or not self.wants_changes:
            return context
        changed = since.Since(self.before, self.edition)
        changed.mark(reading)
        count = sum(changed.count_in(one) for one in shown)
        return context | {"since": changed, "changed_here": count}


class CharterDetail(PublishedPage):
    """The charter: what it is about, its priorities and its sections."""

    template_name = "charters/charter_detail.html"

    @property
    def is_easy(self) -> bool:
        return self.request.GET.get("easy") == "on"

    def name(self):
        return (*super().name(), self.is_easy)

    def get_context(self):
        context = super().get_context()
        reading = context["reading"]
        told = linked_data.of_reading(reading, self.state.charter)
        has_easy = any(one.get("easy_read") for one in reading.priorities)
        return context | {
            "linked_data": linked_data.as_block(told),
            "has_easy": has_easy,
            "is_easy": has_easy and self.is_easy,
        }

    def answer(self, page):
        if self.state.charter.status == Charter.Status.WITHDRAWN:
            return HttpResponseGone(page, content_type=self.content_type)
        return super().answer(page)


class CharterAll(WithParagraphs, PublishedPage):
    """The whole charter on one page."""

    template_name = "charters/charter_all.html"


class OneSection(PublishedPage):
    """A section with its neighbours."""

    def get_context(self):
        reading = reading_of(self.edition)
        before, section, after = reading.around(self.kwargs["section"])
        if section is None:
            raise Http404
        return {
            "reading": reading,
            "section": section,
            "before": before,
            "after": after,
        }


class CharterSection(WithParagraphs, OneSection):
    """One section, paragraph by paragraph."""

    template_name = "charters/charter_section.html"


class EvidenceUsed(PublishedPage):
    """The evidence that the charter leans on, and what leans on each piece."""

    template_name = "charters/evidence_used.html"


class MadeWith(PublishedPage):
    """With whom the charter was made, whom it touches, how large contracts may be."""

    template_name = "charters/made_with.html"


class EvidenceUsedFile(View):
    """The file behind a piece of evidence, while a public charter leans on it."""

    def get(self, request, council, slug, fact):
        state = shelf.state(council, slug)
        if state is None:
            raise Http404
        for entry in state.current.document.get("evidence", []):
            if entry["number"] == str(fact) and "file" in entry:
                kept = state.council.files.filter(uid=entry["file"]["uid"])
                return downloads.attach(get_object_or_404(kept))
        raise Http404


class EditionList(PublishedPage):
    """All versions that were published, the latest first."""

    template_name = "charters/edition_list.html"

    def get_context(self):
        editions = self.state.editions
        before = dict(zip(editions[1:], editions, strict=False))
        rows = [
            {
                "edition": edition,
                "before": before.get(edition),
                "pdf": self.state.rendition_of(edition),
            }
            for edition in reversed(editions)
        ]
        return {"rows": rows, "earlier": since.earlier_charter(self.state)}


class EditionPage(PublishedPage):
    """One version, as it was frozen."""

    def choose_edition(self, state):
        edition = state.numbered(self.kwargs["number"])
        if edition is None:
            raise Http404
        return edition


class EditionDetail(EditionPage):
    template_name = "charters/edition_detail.html"


class EditionJson(PublishedPage):
    """The charter as data, in the published schema."""

    content_type = "application/json; charset=utf-8"

    def choose_edition(self, state):
        number = self.kwargs.get("number")
        edition = state.numbered(number) if number else state.current
        if edition is None:
            raise Http404
        return edition

    def render(self):
        return canonical(self.edition.document).encode()


class EditionPdf(EditionJson):
    """The charter as PDF, once a worker has made it."""

    template, ending = PRINT, ""

    def get(self, request, *args, **kwargs):
        state = shelf.state(kwargs["council"], kwargs["slug"])
        if state is None:
            raise Http404
        edition = self.choose_edition(state)
        rendition = state.rendition_of(edition, self.template)
        if rendition is None:
            raise Http404
        if not rendition.is_ready:
            return HttpResponseRedirect(rendition.get_absolute_url())
        etag = quote_etag(rendition.file.sha256)
        response = get_conditional_response(request, etag=etag)
        if response is None:
            name = f"{state.council.slug}-charter-{state.charter.slug}"
            response = FileResponse(
                rendition.file.open(),
                content_type="application/pdf",
                filename=f"{name}-version-{edition.number}{self.ending}.pdf",
            )
        response["ETag"] = etag
        response["Cache-Control"] = PUBLIC
        return response


class EditionLargePdf(EditionPdf):
    """The same in large print."""

    template, ending = LARGE_PRINT, "-large-print"


class CharterCurrent(RedirectView):
    """The short address of the charter for the whole council."""

    def get_redirect_url(self, council):
        charters = Charter.objects.filter(council__slug=council, area=None).public()
        found = charters.in_force().first() or charters.unfinished().first()
        if found is None:
            return reverse("charters:charter_list", args=[council])
        return reverse("charters:charter_detail", args=[council, found.slug])


class CharterList(CouncilPage, ListView):
    """Every charter of a council that anyone may read."""

    model = Charter
    template_name = "charters/charter_list.html"
    paginate_by = 20

    def get_queryset(self):
        public = Charter.objects.public().for_council(self.council)
        return public.select_related("council", "area").in_force_first()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        groups = {"in_force": [], "drafts": [], "earlier": []}
        for charter in context["object_list"]:
            if charter.is_in_force:
                groups["in_force"].append(charter)
            elif charter.status in Charter.UNFINISHED:
                groups["drafts"].append(charter)
            else:
                groups["earlier"].append(charter)
        return context | groups
