"""The evidence library of a charter, as its writers keep it."""

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView

from charters import evidence_file, evidence_import
from charters.forms.evidence import EvidenceFileForm, FactPageForm, FactRowForm
from charters.forms.writing import is_uid
from charters.models import Clause, Fact
from charters.models.fact import warn_after_months
from charters.views.writing import CharterWorkPage, ConfirmPage, WritePage
from councils.govuk import EmptyForm
from records import exports
from records.models import StoredFile

PAGE_SIZE = 20
IN_SESSION = "evidence"
WORDS = ("claim", "figure", "unit", "source", "url", "data_on")


class Evidence(CharterWorkPage, TemplateView):
    """What is known, each with its source, its date and where it is used."""

    template_name = "charters/evidence.html"

    def get_context_data(self, **kwargs):
        facts = self.charter.facts.with_uses()
        pages = Paginator(facts, PAGE_SIZE)
        page = pages.get_page(self.request.GET.get("page"))
        months = warn_after_months()
        return super().get_context_data(
            page=page,
            rows=[(fact, fact.warning(months)) for fact in page],
            **kwargs,
        )


class FactWritePage(WritePage):
    """A page with one piece of evidence on it."""

    form_class = FactPageForm
    template_name = "charters/fact_form.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"charter": self.charter}

    def words_of(self, form) -> dict:
        """What the form says, the file kept."""
        found = dict(form.cleaned_data)
        upload = found.pop("file", None)
        if upload:
            found["file"] = StoredFile.keep(upload, self.council, self.request.user)
        return found

    def get_success_url(self):
        return self.url("evidence")


class AddFact(FactWritePage):
    """New evidence; for the paragraph from which somebody came, if they did."""

    extra_context = {"is_new": True}

    @cached_property
    def paragraph(self) -> Clause | None:
        uid = self.request.GET.get("paragraph", "")
        clauses = Clause.objects.filter(section__charter=self.charter)
        found = clauses.select_related("section__charter__council")
        return found.filter(uid=uid).first() if is_uid(uid) else None

    def get_initial(self):
        return {"clauses": [self.paragraph]} if self.paragraph else {}

    def get_success_url(self):
        if self.paragraph is None:
            return super().get_success_url()
        edit = self.url("section_edit", self.paragraph.section.key)
        return f"{edit}#block-{self.paragraph.uid}"

    def act(self, charter, form):
        self.fact = Fact.add(charter, by=self.request.user, **self.words_of(form))

    def get_success_message(self):
        return " ".join(
            filter(None, [_("The evidence is added."), self.fact.warning()])
        )


class FactPage(FactWritePage):
    def find(self):
        facts = self.charter.facts.with_uses()
        return get_object_or_404(facts, number=self.kwargs["number"])


class EditFact(FactPage):
    def get_initial(self):
        fact = self.get_object()
        found = {name: getattr(fact, name) for name in WORDS}
        return found | {"areas": fact.areas.all(), "clauses": fact.clauses.all()}

    def act(self, fact, form):
        fact.change(by=self.request.user, **self.words_of(form))

    def get_success_message(self):
        warning = self.object.warning()
        return " ".join(filter(None, [_("The evidence is saved."), warning]))


class RemoveFact(FactPage, ConfirmPage):
    form_class = EmptyForm
    template_name = ConfirmPage.template_name
    title = gettext_lazy("Remove this evidence?")
    button = gettext_lazy("Remove the evidence")
    success_message = gettext_lazy("The evidence is removed.")

    def get_form_kwargs(self):
        return WritePage.get_form_kwargs(self)

    def get_effect(self):
        used = [str(priority) for priority in self.object.priorities.all()]
        if not used:
            return _("No priority leans on it.")
        return _("These lean on it and lose it: %s.") % "; ".join(used)

    def shown_text(self):
        return str(self.object)

    def act(self, fact, form):
        fact.remove(by=self.request.user)


class EvidenceCsv(CharterWorkPage, TemplateView):
    """The library as a file, in the columns that an import reads."""

    def get(self, request, *args, **kwargs):
        rows = (
            (
                *(getattr(fact, name) for name in WORDS),
                [area.name for area in fact.areas.all()],
            )
            for fact in self.charter.facts.with_uses()
        )
        name = f"evidence-{self.charter.slug}"
        return exports.download(name, evidence_file.COLUMNS, rows)


class ReadingRows:
    """Checks the rows of a file with the form of the page, row by row."""

    def read_rows(self, text: str) -> tuple[list[dict], list[str]]:
        sheet = evidence_file.read(text.encode())
        areas = {
            area.name.casefold(): area for area in self.council.areas.defer("boundary")
        }
        rows, faults = [], [sheet.fault] if sheet.fault else []
        for number, row in sheet.rows.items():
            names = {"url": row.get("link"), "data_on": row.get("date")}
            form = FactRowForm(row | names, areas=areas)
            if form.is_valid():
                found = dict(form.cleaned_data)
                found["areas"] = found.pop("places")
                rows.append(found)
            for line in form.error_lines:
                words = str(line["text"])
                faults.append(
                    _("Row %(number)d: %(problem)s")
                    % {"number": number, "problem": words[:1].lower() + words[1:]}
                )
        return rows, faults


class ImportEvidence(ReadingRows, WritePage):
    """Choose a CSV file; nothing is kept until its rows have been looked at."""

    form_class = EvidenceFileForm
    template_name = "charters/evidence_import.html"
    extra_context = {"columns": evidence_file.COLUMNS}

    def act(self, charter, form):
        text = evidence_file.decode(form.cleaned_data["file"].read())
        _rows, faults = self.read_rows(text)
        if faults:
            raise ValidationError(faults)
        self.request.session[IN_SESSION] = {"charter": charter.slug, "text": text}

    def get_success_url(self):
        return self.url("evidence_check")


class CheckEvidence(ReadingRows, WritePage):
    """What the file would add and change, and a button that does it."""

    template_name = "charters/evidence_check.html"

    def ask_permission(self):
        if refusal := super().ask_permission():
            return refusal
        held = self.request.session.get(IN_SESSION) or {}
        if held.get("charter") != self.charter.slug:
            return HttpResponseRedirect(self.url("evidence_import"))
        self.rows, _faults = self.read_rows(held["text"])
        return None

    def act(self, charter, form):
        self.done = evidence_import.bring_in(charter, self.rows, by=self.request.user)
        del self.request.session[IN_SESSION]

    def get_success_message(self):
        added, changed = len(self.done.added), len(self.done.changed)
        parts = [
            ngettext("%d piece added", "%d pieces added", added) % added,
            ngettext("%d changed", "%d changed", changed) % changed,
            _("%d as before") % self.done.unchanged,
        ]
        return ", ".join(parts) + "."

    def get_success_url(self):
        return self.url("evidence")

    def get_context_data(self, **kwargs):
        plan = evidence_import.plan(self.charter, self.rows)
        return super().get_context_data(plan=plan, **kwargs)
