"""Declaring interests, marking, the ranking with its arithmetic, and the award."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView, ListView

from audit import clock
from councils.models import Role
from councils.pages import WorkspacePage
from tenders import award, evaluation
from tenders.forms import drafting, evaluating
from tenders.models import Mark, Tender
from tenders.views.drafting import TenderAct, TenderPage


class EvaluationList(WorkspacePage, ListView):
    """The opportunities whose bids are being scored."""

    permission_required = "tenders.declare_interest"
    model = Tender
    template_name = "tenders/evaluation_list.html"
    paginate_by = 20

    def get_queryset(self):
        return (
            super()
            .get_queryset()
            .filter(status__in=[Tender.Status.OPENED, Tender.Status.EVALUATING])
            .order_by("decision_on")
        )


class BeginEvaluation(TenderAct):
    permission_required = "tenders.begin_evaluation"
    template_name = "tenders/evaluation_begin.html"
    success_message = _("Evaluators can now declare their interests and mark the bids.")

    def obstacles_for(self, tender):
        return tender.obstacles(Tender.Status.EVALUATING)

    def act(self, tender, form):
        tender.begin_evaluation(by=self.request.user)


class DeclareInterest(TenderAct):
    """An evaluator sees who bid, before any bid, and says if they have an interest."""

    permission_required = "tenders.declare_interest"
    template_name = "tenders/evaluation_declare.html"
    form_class = evaluating.DeclareInterest
    success_message = _("Thank you. Your declaration is on the record.")

    def get_queryset(self):
        return super().get_queryset().exclude(opened_at=None)

    def get_context_data(self, **kwargs):
        bidders = self.object.bids.opened().select_related("organisation")
        names = sorted(bid.organisation.name for bid in bidders)
        return super().get_context_data(bidders=names, **kwargs)

    def act(self, tender, form):
        evaluation.declare_interest(
            tender,
            self.request.user,
            has_interest=form.cleaned_data["has_interest"] == "yes",
            detail=form.cleaned_data["detail"],
        )

    def get_success_url(self):
        return reverse(
            "tenders:evaluation", args=[self.council.slug, self.object.reference]
        )


class Evaluation(TenderPage, WorkspacePage, DetailView):
    """Bids by priorities, with what this evaluator has marked."""

    permission_required = "tenders.declare_interest"
    template_name = "tenders/evaluation.html"

    def get_queryset(self):
        return super().get_queryset().with_terms().exclude(opened_at=None)

    def get(self, request, *args, **kwargs):
        self.object = self.get_object()
        declared = self.object.declarations.filter(user=request.user).first()
        if declared is None:
            return redirect(
                "tenders:evaluation_declare", self.council.slug, self.object.reference
            )
        self.has_interest = declared.has_interest
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs):
        if self.has_interest:
            return super().get_context_data(has_interest=True, **kwargs)
        priorities = list(self.object.priorities.all())
        bids = list(self.object.bids.in_the_running().order_by("letter"))
        marked = {
            (one.bid_id, one.tender_priority_id): one.score
            for one in Mark.objects.filter(
                bid__tender=self.object, given_by=self.request.user, is_agreed=False
            )
        }
        rows = [
            (bid, [(one, marked.get((bid.pk, one.pk))) for one in priorities])
            for bid in bids
        ]
        chairs = Role.EVALUATION_CHAIR in self.request.user.roles_in(self.council)
        return super().get_context_data(
            priorities=priorities,
            rows=rows,
            done=len(marked),
            all_of_them=len(bids) * len(priorities),
            is_chair=chairs,
            **kwargs,
        )


class MarkPage(TenderAct):
    """One bid's answer and promises for one priority, with the marks 0 to 5."""

    permission_required = "tenders.mark_bid"
    template_name = "tenders/evaluation_mark.html"
    form_class = evaluating.MarkForm
    success_message = _("Score saved.")

    def get_queryset(self):
        return super().get_queryset().with_terms().exclude(opened_at=None)

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self._parts = None

    @property
    def parts(self):
        """The bid and the priority that the address names."""
        if self._parts is None:
            tender = self.get_object()
            bid = get_object_or_404(
                tender.bids.in_the_running(), letter=self.kwargs["letter"].upper()
            )
            asked = get_object_or_404(
                tender.priorities.select_related("edition_priority"),
                edition_priority__code=self.kwargs["code"],
            )
            self._parts = bid, asked
        return self._parts

    def mine(self) -> Mark | None:
        bid, asked = self.parts
        return bid.marks.filter(
            tender_priority=asked, given_by=self.request.user, is_agreed=False
        ).first()

    def get_initial(self):
        mine = self.mine()
        return {"score": mine.score, "reason": mine.reason} if mine else {}

    def get_context_data(self, **kwargs):
        bid, asked = self.parts
        others = bid.marks.filter(tender_priority=asked).select_related("given_by")
        return super().get_context_data(
            bid=bid,
            asked=asked,
            answer=bid.answers.filter(tender_priority=asked).first(),
            promises=bid.commitments.filter(tender_priority=asked),
            others=self.shown_marks(others),
            **kwargs,
        )

    def shown_marks(self, marks):
        """Others' marks stay hidden until one's own is given."""
        return marks.exclude(given_by=self.request.user) if self.mine() else []

    def act(self, tender, form):
        bid, asked = self.parts
        evaluation.mark(
            bid,
            asked,
            form.cleaned_data["score"],
            form.cleaned_data["reason"],
            by=self.request.user,
        )

    def get_success_url(self):
        return reverse(
            "tenders:evaluation", args=[self.council.slug, self.object.reference]
        )


class AgreePage(MarkPage):
    """The chair sees all marks and records what the evaluators agreed."""

    permission_required = "tenders.agree_mark"
    template_name = "tenders/evaluation_agree.html"
    form_class = evaluating.AgreeForm
    success_message = _("Agreed score saved.")

    def get_initial(self):
        bid, asked = self.parts
        found = bid.marks.filter(tender_priority=asked, is_agreed=True).first()
        return {"score": found.score, "reason": found.reason} if found else {}

    def shown_marks(self, marks):
        return marks.filter(is_agreed=False)

    def act(self, tender, form):
        bid, asked = self.parts
        evaluation.agree(
            bid,
            asked,
            form.cleaned_data["score"],
            form.cleaned_data["reason"],
            by=self.request.user,
        )


class Result(TenderPage, WorkspacePage, DetailView):
    """The ranking on the published rules, step by step."""

    permission_required = "tenders.view_result"
    template_name = "tenders/evaluation_result.html"

    def get_queryset(self):
        return super().get_queryset().with_terms().exclude(opened_at=None)

    def get(self, request, *args, **kwargs):
        self.object = self.get_object()
        if evaluation.left_to_mark(self.object, request.user):
            return redirect(
                "tenders:evaluation", self.council.slug, self.object.reference
            )
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs):
        bids = self.object.bids.opened().with_promises()
        by_name = {bid.name_for_evaluators: bid for bid in bids}
        ranking = evaluation.ranking(self.object)
        return super().get_context_data(
            ranking=[(one, by_name[one.score.bid]) for one in ranking],
            questions=evaluation.open_questions(self.object),
            award=getattr(self.object, "award", None),
            priorities=self.object.priorities.all(),
            damaged=[bid for bid in bids if bid.problem],
            **kwargs,
        )


class Award(TenderAct):
    permission_required = "tenders.award_tender"
    template_name = "tenders/tender_award.html"
    form_class = drafting.AwardForm
    success_message = _("Awarded. All bidders are being told.")

    def get_queryset(self):
        return super().get_queryset().exclude(opened_at=None)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "tender": self.object}

    def get_initial(self):
        return {"decided_on": clock.today()}

    def obstacles_for(self, tender):
        if tender.status != Tender.Status.EVALUATING:
            return [str(_("The bids are not being evaluated now."))]
        return tender.obstacles(Tender.Status.AWARDED)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            ranking=evaluation.ranking(self.object), **kwargs
        )

    def act(self, tender, form):
        award.award(
            form.cleaned_data["bid"],
            by=self.request.user,
            reason=form.cleaned_data["reason"],
            decided_on=form.cleaned_data["decided_on"],
        )


class ExcludeBid(TenderAct):
    permission_required = "tenders.exclude_bid"
    template_name = "tenders/bid_exclude.html"
    form_class = drafting.Reason
    success_message = _("The bid is excluded.")

    @property
    def bid(self):
        letter = self.kwargs["letter"].upper()
        bid = self.get_object().bids.opened().filter(letter=letter).first()
        if bid is None or not letter:
            raise Http404
        return bid

    def get_context_data(self, **kwargs):
        return super().get_context_data(bid=self.bid, **kwargs)

    def act(self, tender, form):
        award.exclude(self.bid, form.cleaned_data["reason"], by=self.request.user)
