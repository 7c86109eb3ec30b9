"""Officers read, share out the work, check each other and see which words stand out."""

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import DetailView

from consultation import keyness
from consultation.forms.analysing import AssignmentForm, SecondCodingForm
from consultation.models import Assignment, CodeFrame, Reading, Response
from consultation.statement import decimal_of
from consultation.views.planning import RoundAct
from consultation.views.rounds import OfRound
from councils.pages import WorkspacePage

PAGE_SIZE = 20


class Unread(OfRound, WorkspacePage, DetailView):
    """Responses that nobody has opened, each in full."""

    permission_required = "consultation.read_responses"
    template_name = "consultation/unread.html"

    def get_context_data(self, **kwargs):
        round = self.object
        every = round.responses.counted()
        unread = every.unread().in_full().order_by("received_at", "pk")
        page = Paginator(unread, PAGE_SIZE).get_page(self.request.GET.get("page"))
        for response in page:
            for answer in response.answers.all():
                answer.question.round = round
        return super().get_context_data(
            page=page, total=every.count(), left=page.paginator.count, **kwargs
        )


class MarkRead(RoundAct):
    """Say that the responses shown were read."""

    permission_required = "consultation.mark_read"
    template_name = "consultation/mark_read.html"

    def act(self, round, form):
        uids = self.request.POST.getlist("responses")
        known = Response.objects.filter(round=round, uid__in=uids)
        self.marked = Reading.objects.mark(round, known, by=self.request.user)

    def get_success_message(self):
        words = ngettext(
            "%s response is marked as read by you",
            "%s responses are marked as read by you",
            self.marked,
        )
        return words % self.marked

    def get_success_url(self):
        return f"{self.object.get_workspace_url()}responses/"


class Workload(RoundAct):
    """Who reads and groups what, and how much is left for each."""

    permission_required = "consultation.assign_work"
    template_name = "consultation/workload.html"
    form_class = AssignmentForm
    success_message = gettext_lazy("The work is given")

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "round": self.object}

    def act(self, round, form):
        told = form.cleaned_data
        Assignment.give(
            round,
            told["part"],
            told["key"],
            told["label"],
            told["officer"],
            by=self.request.user,
        )

    def get_success_url(self):
        return f"{self.object.get_workspace_url()}workload/"

    def get_context_data(self, **kwargs):
        given = self.object.assignments.select_related("officer", "round__consultation")
        rows = []
        for assignment in given:
            counts = assignment.comments.aggregate(
                every=Count("pk", distinct=True),
                loose=Count("pk", filter=Q(memberships=None), distinct=True),
            )
            rows.append((assignment, counts["every"], counts["loose"]))
        return super().get_context_data(rows=rows, **kwargs)


class Quality(OfRound, WorkspacePage, DetailView):
    """The fixed lists of issues and how far two officers agree."""

    permission_required = "consultation.read_responses"
    template_name = "consultation/quality.html"

    def get_context_data(self, **kwargs):
        frames = list(self.object.code_frames.order_by("-version"))
        frame = frames[0] if frames else None
        left = frame.codings.filter(coded_at=None) if frame else []
        if frame:
            left = left.select_related("comment")
        agreed = frame.agreement() if frame else None
        titles = {one["number"]: one["title"] for one in frame.issues} if frame else {}
        by_issue = [
            (number, titles[number], decimal_of(kappa))
            for number, kappa in (agreed.by_issue.items() if agreed else ())
        ]
        return super().get_context_data(
            frames=frames,
            frame=frame,
            left=left,
            agreed=agreed,
            kappa=decimal_of(agreed.kappa) if agreed else "",
            alpha=decimal_of(agreed.alpha) if agreed else "",
            by_issue=by_issue,
            **kwargs,
        )


class FixFrame(RoundAct):
    """Fix the issues as a version and draw the sample."""

    permission_required = "consultation.assign_work"
    template_name = "consultation/frame_fix.html"
    success_message = gettext_lazy("The list of issues is fixed and the sample drawn")

    def act(self, round, form):
        CodeFrame.fix(round, by=self.request.user)

    def get_success_url(self):
        return f"{self.object.get_workspace_url()}quality/"


class CodeAgain(RoundAct):
    """Group one comment of the sample, without seeing the first grouping."""

    permission_required = "consultation.code_again"
    template_name = "consultation/code_again.html"
    form_class = SecondCodingForm

    @property
    def coding(self):
        if not hasattr(self, "_coding"):
            frame = self.object.code_frames.order_by("-version").first()
            if frame is None:
                raise Http404
            self._coding = get_object_or_404(
                frame.codings.select_related("comment", "frame"),
                comment__reference=self.kwargs["reference"],
            )
        return self._coding

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "frame": self.coding.frame}

    def act(self, round, form):
        self.coding.code(form.cleaned_data["numbers"], by=self.request.user)

    def get_success_message(self):
        left = self.coding.frame.codings.filter(coded_at=None).count()
        return ngettext("Saved. %s left.", "Saved. %s left.", left) % left

    def get_success_url(self):
        return f"{self.object.get_workspace_url()}quality/"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            coding=self.coding, comment=self.coding.comment, **kwargs
        )


class Words(OfRound, WorkspacePage, DetailView):
    """Words that stand out in the comments about each part, by plain statistics."""

    permission_required = "consultation.read_responses"
    template_name = "consultation/words.html"

    def get_context_data(self, **kwargs):
        texts: dict[str, list[str]] = {}
        comments = self.object.comments.counted().select_related(
            "edition_clause", "edition_priority"
        )
        for comment in comments.iterator(chunk_size=2000):
            texts.setdefault(comment.about, []).append(comment.text)
        words = keyness.by_part(texts)
        found = [
            (about, len(texts[about]), words[about])
            for about in sorted(texts)
            if words[about]
        ]
        return super().get_context_data(parts=found, **kwargs)
