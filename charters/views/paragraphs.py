"""One paragraph: cut it, move it, take it out, bring it back, see its past."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from charters import history
from charters.forms.paragraphs import MoveToForm, SplitForm
from charters.models import Clause, Section
from charters.views.writing import CharterWorkPage, ConfirmPage, WritePage


class ClausePage(WritePage):
    """A page about one paragraph of the working text."""

    def find(self):
        clauses = Clause.objects.filter(
            section__charter=self.charter, section__key=self.kwargs["key"]
        ).select_related("section__charter__council")
        clause = clauses.filter(uid=self.kwargs["uid"]).first()
        if clause is None:
            raise Http404
        return clause

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            clause=self.object, section=self.object.section, **kwargs
        )

    def get_success_url(self):
        edit = self.url("section_edit", self.kwargs["key"])
        return f"{edit}#block-{self.kwargs['uid']}"


class SplitClause(ClausePage):
    form_class = SplitForm
    template_name = "charters/clause_split.html"
    success_message = gettext_lazy("The paragraph is split in two.")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"clause": self.get_object()}

    def act(self, clause, form):
        clause.split(form.cleaned_data["at"], by=self.request.user)


class MoveClause(ClausePage):
    """To another section; up and down are buttons of the editor."""

    form_class = MoveToForm
    template_name = "charters/clause_move.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"clause": self.get_object()}

    def act(self, clause, form):
        self.section = form.cleaned_data["section"]
        clause.move_to(self.section, by=self.request.user)

    def get_success_message(self):
        return _("The paragraph stands at the end of “%s” now.") % self.section.heading

    def get_success_url(self):
        edit = self.url("section_edit", self.section.key)
        return f"{edit}#block-{self.kwargs['uid']}"


class RemoveClause(ClausePage, ConfirmPage):
    title = gettext_lazy("Remove this paragraph?")
    button = gettext_lazy("Remove the paragraph")
    success_message = gettext_lazy("The paragraph is removed.")

    def get_effect(self):
        return _("It goes from “%s”. You can bring it back later.") % (
            self.object.section.heading
        )

    def shown_text(self):
        return self.object.text

    def act(self, clause, form):
        clause.remove(by=self.request.user)

    def get_success_url(self):
        return self.url("section_edit", self.kwargs["key"])


class PastOfClause(CharterWorkPage):
    """Finds the past of a paragraph, standing or dropped."""

    @cached_property
    def section(self) -> Section:
        sections = Section.objects.filter(charter=self.charter)
        return get_object_or_404(sections, key=self.kwargs["key"])

    @cached_property
    def past(self) -> history.Past:
        past = history.past_of(self.charter, self.kwargs["uid"])
        if not past.wordings:
            raise Http404
        return past

    def get_context_data(self, **kwargs):
        return super().get_context_data(section=self.section, past=self.past, **kwargs)


class ClauseHistory(PastOfClause, TemplateView):
    """Who wrote which words when, and in which versions they stand."""

    template_name = "charters/clause_history.html"


class RestoreWording(PastOfClause, ConfirmPage):
    """An earlier wording becomes the present one; dropped words come back."""

    title = gettext_lazy("Use these words again?")
    button = gettext_lazy("Use these words")
    button_kind = ""
    success_message = gettext_lazy("The earlier words are back.")

    @cached_property
    def row(self):
        found = (
            one.row for one in self.past.wordings if one.row.pk == self.kwargs["row"]
        )
        row = next(found, None)
        if row is None:
            raise Http404
        return row

    def get_effect(self):
        if self.past.clause is None:
            return _("The paragraph comes back at the end of “%s”.") % (
                self.section.heading
            )
        return _("They replace the present words. The history keeps both.")

    def shown_text(self):
        return self.row.text

    def act(self, charter, form):
        by = self.request.user
        if self.past.clause is None:
            self.section.bring_back(self.row, by=by)
        else:
            self.past.clause.reword(self.row.text, by=by)

    def get_success_url(self):
        return self.url("clause_history", self.section.key, self.kwargs["uid"])


class Dropped(CharterWorkPage, TemplateView):
    """Paragraphs that stood in this charter and were taken out."""

    template_name = "charters/clause_dropped.html"

    def get_context_data(self, **kwargs):
        sections = Section.objects.filter(charter=self.charter)
        return super().get_context_data(
            section=get_object_or_404(sections, key=self.kwargs["key"]),
            dropped=history.dropped_from(self.charter),
            **kwargs,
        )
