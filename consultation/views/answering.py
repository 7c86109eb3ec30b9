"""Officers group comments into issues, and answer them."""

from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import DetailView

from consultation import choosing, references
from consultation.forms.answering import (
    CiteForm,
    DispositionForm,
    GatherAllForm,
    GatherForm,
    IssueForm,
)
from consultation.models import Comment, Issue, Round
from consultation.views.moderation import PAGE_SIZE
from consultation.views.planning import RoundAct
from consultation.views.rounds import OfRound, chosen
from councils.pages import ActPage, WorkspacePage


class Themes(OfRound, WorkspacePage, DetailView):
    """The issues, and the comments with the issues they are in."""

    permission_required = "consultation.read_responses"
    template_name = "consultation/themes.html"

    def get_context_data(self, **kwargs):
        round = self.object
        every = round.comments.counted()
        wanted = choosing.asked(round, self.request.GET)
        comments = choosing.narrow(every, wanted)
        page = Paginator(comments.for_reading().order_by("pk"), PAGE_SIZE)
        return super().get_context_data(
            issues=round.issues.with_answers(),
            page=page.get_page(self.request.GET.get("page")),
            loose=every.without_issue().count(),
            wanted=wanted,
            counts=choosing.counts(round, comments),
            views=[label for _value, label in Comment.Stance.choices],
            gather_form=kwargs.pop("gather_form", None) or GatherForm(round=round),
            **kwargs,
        )


class Gather(RoundAct):
    """Put the ticked comments into an issue. Shown again as themes when refused."""

    permission_required = "consultation.gather_comments"
    template_name = "consultation/gather.html"
    form_class = GatherForm

    def get(self, request, *args, **kwargs):
        return HttpResponseRedirect(f"{self.get_object().get_workspace_url()}themes/")

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "round": self.object}

    def act(self, round, form):
        self.gathered = form.cleaned_data["issue"].gather(
            form.cleaned_data["comments"], by=self.request.user
        )

    def get_success_message(self):
        words = ngettext(
            "%s comment joined the issue", "%s comments joined the issue", self.gathered
        )
        return words % self.gathered

    def get_success_url(self):
        query = choosing.asked(self.object, self.request.GET).query
        return f"{self.object.get_workspace_url()}themes/?{query}".rstrip("?")

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            chosen=self.request.POST.getlist("comments"), **kwargs
        )


class GatherAll(RoundAct):
    """Put every comment that matches the filters into one issue, at once."""

    permission_required = "consultation.gather_comments"
    template_name = "consultation/gather_all.html"
    form_class = GatherAllForm

    @cached_property
    def wanted(self):
        return choosing.asked(self.object, self.request.GET)

    def matching(self):
        return choosing.narrow(self.object.comments.counted(), self.wanted)

    def get_initial(self):
        return {"count": self.matching().count()}

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "round": self.object}

    def act(self, round, form):
        told = form.cleaned_data
        self.gathered = told["issue"].gather_all(
            self.matching(),
            expected=told["count"],
            filters=self.wanted.used,
            by=self.request.user,
        )

    def get_success_message(self):
        words = ngettext(
            "%s comment joined the issue", "%s comments joined the issue", self.gathered
        )
        return words % self.gathered

    def get_success_url(self):
        return f"{self.object.get_workspace_url()}themes/"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            total=self.matching().count(), wanted=self.wanted, **kwargs
        )


class RaiseIssue(RoundAct):
    permission_required = "consultation.raise_issue"
    template_name = "consultation/issue_form.html"
    form_class = IssueForm
    success_message = gettext_lazy("Issue added")

    def act(self, round, form):
        round.raise_issue(**form.cleaned_data, by=self.request.user)

    def get_success_url(self):
        return f"{self.object.get_workspace_url()}themes/"


class IssueAct(ActPage):
    """An act on one issue."""

    model = Issue
    slug_field = "number"
    slug_url_kwarg = "number"
    context_object_name = "issue"

    def get_queryset(self):
        if not hasattr(self, "_round"):
            rounds = Round.objects.for_council(self.council).for_reading()
            self._round = chosen(rounds, self)
        if self._round is None:
            raise Http404
        return self._round.issues.with_answers()

    def get_context_data(self, **kwargs):
        issue = self.object
        return super().get_context_data(
            issue=issue,
            round=issue.round,
            consultation=issue.round.consultation,
            **kwargs,
        )


class EditIssue(IssueAct):
    """Say the point better; see the comments that make it."""

    permission_required = "consultation.raise_issue"
    template_name = "consultation/issue_form.html"
    form_class = IssueForm
    success_message = gettext_lazy("Issue saved")

    def get_initial(self):
        return {"title": self.object.title, "heard": self.object.heard}

    def act(self, issue, form):
        issue.reword(**form.cleaned_data, by=self.request.user)

    def get_success_url(self):
        return f"{self.object.round.get_workspace_url()}themes/"

    def get_context_data(self, **kwargs):
        members = self.object.comments.counted().for_reading().order_by("pk")
        page = Paginator(members, PAGE_SIZE).get_page(self.request.GET.get("page"))
        page.object_list = references.with_hints(page.object_list, self.object.round)
        return super().get_context_data(page=page, **kwargs)


class LetGo(IssueAct):
    """Take a comment out of an issue."""

    permission_required = "consultation.gather_comments"
    template_name = "consultation/let_go.html"
    success_message = gettext_lazy("The comment is out of the issue")

    @property
    def comment(self):
        if not hasattr(self, "_comment"):
            self._comment = get_object_or_404(
                Comment.objects.for_reading(),
                issues=self.object,
                reference=self.kwargs["reference"],
            )
        return self._comment

    def act(self, issue, form):
        issue.let_go(self.comment, by=self.request.user)

    def get_success_url(self):
        base = self.object.round.get_workspace_url()
        return f"{base}themes/{self.object.number}/"

    def get_context_data(self, **kwargs):
        return super().get_context_data(comment=self.comment, **kwargs)


class Changes(OfRound, WorkspacePage, DetailView):
    """For each issue what was heard, what is decided and which words changed."""

    permission_required = "consultation.read_responses"
    template_name = "consultation/changes.html"

    def get_context_data(self, **kwargs):
        issues = list(self.object.issues.with_answers())
        return super().get_context_data(
            issues=issues,
            answered=sum(1 for issue in issues if issue.answer),
            unexplained=self.object.charter.unexplained_changes(),
            **kwargs,
        )


class DisposeIssue(IssueAct):
    """Decide about one issue, with a reason."""

    permission_required = "consultation.dispose_issue"
    template_name = "consultation/issue_dispose.html"
    form_class = DispositionForm
    success_message = gettext_lazy("Answer saved")

    def get_initial(self):
        answer = self.object.answer
        return {"decision": answer.decision, "reason": answer.reason} if answer else {}

    def act(self, issue, form):
        issue.dispose(**form.cleaned_data, by=self.request.user)

    def get_success_url(self):
        base = f"{self.object.round.get_workspace_url()}changes/"
        if self.object.answer.changes_the_charter:
            return f"{base}{self.object.number}/cite/"
        return base

    def get_context_data(self, **kwargs):
        members = self.object.comments.counted().for_reading().order_by("pk")
        return super().get_context_data(
            comments=members[:PAGE_SIZE], comment_total=members.count(), **kwargs
        )


class CiteChange(IssueAct):
    """Name the words that changed because of an issue."""

    permission_required = "consultation.cite_change"
    template_name = "consultation/issue_cite.html"
    form_class = CiteForm
    success_message = gettext_lazy("Changes named")

    def get_form_kwargs(self):
        return {
            **super().get_form_kwargs(),
            "changes": self.offered,
            "may_be_empty": self.object.citations.exists(),
        }

    @property
    def offered(self):
        """The changes that can be ticked. Unticking one takes the citation back."""
        return self.object.round.charter.changes.since_last_consultation()

    def get_initial(self):
        return {"changes": [c.change_id for c in self.object.citations.all()]}

    def act(self, issue, form):
        chosen = set(form.cleaned_data["changes"])
        with transaction.atomic():
            for citation in issue.citations.select_related("change"):
                if citation.change in self.offered and citation.change not in chosen:
                    issue.uncite(citation.change, by=self.request.user)
            for change in chosen:
                issue.cite(change, by=self.request.user)

    def get_success_url(self):
        return f"{self.object.round.get_workspace_url()}changes/"


class StepAct(RoundAct):
    """A step of the round's life, shown with what stands in the way."""

    to: str

    def obstacles_for(self, round):
        if not round.can_move(self.to):
            return [_("This round is not at that step.")]
        return round.obstacles(self.to)


class AnalyseRound(StepAct):
    to = Round.Status.ANALYSED
    permission_required = "consultation.analyse_round"
    template_name = "consultation/step_analyse.html"
    success_message = gettext_lazy("All responses are read")

    def act(self, round, form):
        round.analyse(by=self.request.user)


class ReportRound(StepAct):
    to = Round.Status.REPORTED
    permission_required = "consultation.report_round"
    template_name = "consultation/step_report.html"
    success_message = gettext_lazy("The results are published")

    def act(self, round, form):
        round.report(by=self.request.user)


class ConcludeRound(StepAct):
    to = Round.Status.CONCLUDED
    permission_required = "consultation.conclude_round"
    template_name = "consultation/step_conclude.html"
    success_message = gettext_lazy("The consultation is concluded")

    def act(self, round, form):
        round.conclude(by=self.request.user)
