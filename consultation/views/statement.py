"""The statement, the files of a round, and the pack that whoever decides must read."""

from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView, View
from django.views.generic.detail import SingleObjectMixin

from consultation import (
    answers,
    bundle,
    editions,
    statement,
    statement_table,
    telling,
)
from consultation.forms.analysing import PackForm
from consultation.models import Acknowledgement
from consultation.views.planning import RoundAct
from consultation.views.public import shown_figures
from consultation.views.rounds import OfAnnouncedRound, OfRound
from councils.pages import CouncilPage, WorkspacePage
from records import copying, exports


class PublicStatement(OfAnnouncedRound, CouncilPage, DetailView):
    """The newest statement of a round whose results are published."""

    template_name = "consultation/statement.html"

    @property
    def statement(self):
        round = self.get_object()
        if not round.has_results:
            return None
        return round.statements.order_by("-number").first()

    def get_context_data(self, **kwargs):
        found = self.statement
        return super().get_context_data(
            statement=found,
            document=found.content if found else None,
            fewest=answers.percentage_base(),
            **kwargs,
        )


class StatementFile(PublicStatement):
    """The statement as CSV, JSON or PDF."""

    kind = "csv"

    def get(self, request, *args, **kwargs):
        found = self.statement
        if found is None:
            raise Http404
        name = f"{found.round.consultation.slug}-statement-{found.number}"
        if self.kind == "csv":
            return exports.download(name, *statement_table.table(found), is_public=True)
        if self.kind == "json":
            answer = HttpResponse(found.document, content_type="application/json")
            answer["Content-Disposition"] = f'attachment; filename="{name}.json"'
            return answer
        rendition = statement.as_pdf(found)
        return HttpResponseRedirect(rendition.file_url or rendition.get_absolute_url())


class EqualityFile(OfAnnouncedRound, CouncilPage, SingleObjectMixin, View):
    """The last counts of the equality answers, small ones hidden, as open data."""

    def get(self, request, *args, **kwargs):
        round = self.get_object()
        told = telling.equality_answers(round) if round.has_results else None
        if told is None:
            raise Http404
        return exports.download(
            f"{round.consultation.slug}-equality",
            telling.EQUALITY_HEAD,
            telling.equality_rows(told),
            is_public=True,
        )


class TableFile(SingleObjectMixin, View):
    """A table in the form that its address names: CSV unless it says otherwise."""

    name = ""

    def get(self, request, *args, **kwargs):
        kind = self.kwargs.get("kind", exports.CSV)
        if kind not in exports.TYPES:
            raise Http404
        round = self.get_object()
        name = f"{round.consultation.slug}-{self.name}"
        return self.download(round, name, kind)


class PublicComments(OfAnnouncedRound, CouncilPage, TableFile):
    """The published comments as open data."""

    name = "comments"

    def download(self, round, name, kind):
        head, rows = editions.head(editions.PUBLIC), editions.rows(round, "public")
        return exports.download(name, head, rows, is_public=True, kind=kind)


class PublicAnswers(OfAnnouncedRound, CouncilPage, TableFile):
    """How many gave each answer, as open data, once the results are published."""

    name = "answers"

    def download(self, round, name, kind):
        head, rows = editions.ANSWERS_HEAD, editions.counted_answers(round)
        return exports.download(name, head, rows, is_public=True, kind=kind)


class RecordOfRound(OfRound, WorkspacePage, TableFile):
    """Every comment in full, for the council's record. It holds personal data."""

    permission_required = "consultation.take_record"
    name = "record"

    def download(self, round, name, kind):
        return copying.download(name, editions.comments_record(round), kind)


class RecordOfResponses(RecordOfRound):
    """Every response with its answers, its files and for whom it speaks."""

    name = "responses"

    def download(self, round, name, kind):
        return copying.download(name, editions.responses_record(round), kind)


class Bundle(OfRound, WorkspacePage, SingleObjectMixin, View):
    """Everything about a round for a court, in a file that anybody can check."""

    permission_required = "consultation.take_record"

    def get(self, request, *args, **kwargs):
        round = self.get_object()
        if not round.is_announced:
            raise Http404
        answer = FileResponse(bundle.pack(round), content_type="application/zip")
        name = f"{round.consultation.slug}-round-{round.number}.zip"
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        answer["Cache-Control"] = "no-store"
        return answer


class Preview(OfRound, WorkspacePage, DetailView):
    """The results as residents will see them, before they are published."""

    permission_required = "consultation.read_responses"
    template_name = "consultation/results_preview.html"

    def get_context_data(self, **kwargs):
        issues = list(self.object.issues.with_answers())
        return super().get_context_data(
            issues=issues,
            unanswered=[issue for issue in issues if issue.answer is None],
            **shown_figures(self.object),
            **kwargs,
        )


class Pack(RoundAct):
    """The points that people made, with a tick for each: read before deciding."""

    permission_required = "consultation.acknowledge_pack"
    template_name = "consultation/pack.html"
    form_class = PackForm
    success_message = gettext_lazy("Saved that you have read it")

    @property
    def statement(self):
        if not hasattr(self, "_statement"):
            known = self.object.statements.order_by("-number")
            self._statement = known.first()
        return self._statement

    def obstacles_for(self, round):
        if not round.has_results:
            return [_("The results are not published yet.")]
        if self.statement is None:
            return [_("The statement is being built. Come back in a minute.")]
        return []

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "statement": self.statement}

    def act(self, round, form):
        told = form.cleaned_data
        Acknowledgement.give(
            self.statement,
            told.get("issues", []),
            minute_url=told["minute_url"],
            by=self.request.user,
        )

    def get_success_url(self):
        return self.request.path

    def get_context_data(self, **kwargs):
        found = self.statement
        given = found.acknowledgements.select_related("person") if found else []
        return super().get_context_data(
            statement=found,
            document=found.content if found else None,
            given=given,
            mine=[one for one in given if one.person == self.request.user],
            **kwargs,
        )


class RebuildStatement(RoundAct):
    """Build the statement again: a new version only when the record says otherwise."""

    permission_required = "consultation.build_statement"
    template_name = "consultation/statement_build.html"

    def obstacles_for(self, round):
        if not round.has_results:
            return [_("The results are not published yet.")]
        return []

    def act(self, round, form):
        before = round.statements.count()
        self.built = statement.build(round, by=self.request.user)
        self.is_new = round.statements.count() > before

    def get_success_message(self):
        words = {"number": self.built.number, "hash": self.built.document_hash[:12]}
        if self.is_new:
            return _("Version %(number)s is built. Its hash begins %(hash)s.") % words
        return _("Nothing has changed: version %(number)s, hash %(hash)s.") % words
