"""A supplier's own pages: the task list of a bid, its promises, sending it."""

import json
from datetime import date
from decimal import Decimal

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as __
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView, TemplateView

from councils.govuk import EmptyForm
from councils.models import Organisation
from tenders import bids, evaluation
from tenders.arrival import arrival_of
from tenders.forms import bidding as forms
from tenders.models import Bid, Tender
from tenders.promises import BidText, Promise, UnreadableBid

PAGE_SIZE = 20
STEPS = {
    "measure": forms.MeasureStep,
    "amount": forms.AmountStep,
    "place": forms.PlaceStep,
    "delivery": forms.DeliveryStep,
}
private = method_decorator([sensitive_post_parameters(), never_cache], name="dispatch")


class SupplierHome(LoginRequiredMixin, TemplateView):
    """The bids of the organisations for which a person acts."""

    template_name = "tenders/supplier_home.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        mine = (
            Bid.objects.represented_by(user)
            .select_related("tender__council", "organisation")
            .order_by("-tender__bids_close_at", "reference")
        )
        return super().get_context_data(
            page=Paginator(mine, PAGE_SIZE).get_page(self.request.GET.get("page")),
            organisations=Organisation.objects.represented_by(user),
            open_tenders=Tender.objects.open()
            .exclude(bids__in=mine)
            .select_related("council")
            .order_by("bids_close_at")[:10],
            **kwargs,
        )


class StartBid(LoginRequiredMixin, FormView):
    """Begin a bid for one's organisation, or go on with the one begun."""

    template_name = "tenders/bid_start.html"
    form_class = EmptyForm

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.tender = get_object_or_404(
            Tender.objects.public().select_related("council"),
            council__slug=kwargs["council"],
            reference=kwargs["reference"],
        )

    def get_context_data(self, **kwargs):
        mine = Organisation.objects.represented_by(self.request.user)
        return super().get_context_data(
            tender=self.tender,
            council=self.tender.council,
            organisations=mine,
            **kwargs,
        )

    def form_valid(self, form):
        mine = Organisation.objects.represented_by(self.request.user)
        chosen = self.request.POST.get("organisation", "")
        organisation = mine.filter(reference=chosen).first() if chosen else mine.first()
        if organisation is None:
            raise Http404
        try:
            bid = bids.start_bid(self.tender, organisation, by=self.request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.form_invalid(form)
        return redirect(bid)


@private
class BidPage(LoginRequiredMixin, TemplateView):
    """Base of the pages of one bid: only for people who act for its organisation."""

    needs_open = False

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            self.bid = get_object_or_404(
                Bid.objects.represented_by(request.user).select_related(
                    "tender__council", "organisation"
                ),
                reference=kwargs["reference"],
            )
            if not request.user.has_perm("tenders.write_bid", self.bid):
                raise PermissionDenied
            self.tender = self.bid.tender
            if self.needs_open and not self.tender.takes_bids():
                return self.too_late()
        return super().dispatch(request, *args, **kwargs)

    def too_late(self):
        """The plain page after the deadline: what happened, what is safe."""
        context = {
            "bid": self.bid,
            "tender": self.tender,
            "council": self.tender.council,
            "has_draft": self.bid.has_draft(),
        }
        return render(self.request, "tenders/bid_late.html", context, status=409)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            bid=self.bid,
            tender=self.tender,
            council=self.tender.council,
            is_open=self.tender.takes_bids(),
            **kwargs,
        )

    def address(self, name: str, *more) -> str:
        return reverse(name, args=[self.bid.reference, *more])


class BidForm(BidPage, FormView):
    """A page of a bid with a form; a refusal returns to it in words."""

    needs_open = True

    def form_valid(self, form):
        try:
            self.act(form)
        except bids.TooLate:
            return self.too_late()
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.form_invalid(form)
        return HttpResponseRedirect(self.get_success_url())

    def get_success_url(self):
        return self.bid.get_absolute_url()


class BidTasks(BidPage):
    """The task list, with the deadline always in sight."""

    template_name = "tenders/bid_tasks.html"

    def get_context_data(self, **kwargs):
        text = self.bid.read_draft() if self.bid.has_draft() else BidText()
        asked = self.tender.priorities.count()
        answered = sum(1 for answer in text.answers.values() if answer.strip())
        return super().get_context_data(
            has_draft=self.bid.has_draft(),
            latest=self.bid.latest,
            tasks=self.tasks(text, asked, answered),
            **kwargs,
        )

    def tasks(self, text, asked, answered):
        def state(done, begun):
            return "completed" if done else "in_progress" if begun else "not_started"

        ready = not bids.to_send(self.bid)
        promises = __("%s promises so far") % len(text.promises)
        return [
            ("organisation", __("Your organisation"), "completed", "", ""),
            (
                "promises",
                __("Promises for each priority"),
                state(bool(text.promises), False),
                self.address("bid_promises"),
                promises,
            ),
            (
                "method",
                __("How you will deliver"),
                state(answered >= asked, answered),
                self.address("bid_method"),
                __("%(done)s of %(all)s questions answered")
                % {"done": answered, "all": asked},
            ),
            (
                "declarations",
                __("Declarations"),
                state(text.declared, False),
                self.address("bid_declarations"),
                "",
            ),
            (
                "check",
                __("Check and send"),
                "not_started" if ready else "cannot_start",
                self.address("bid_check"),
                "",
            ),
        ]


class Promises(BidPage):
    """The promises so far, each with Change and Remove."""

    template_name = "tenders/bid_promises.html"
    needs_open = True

    def get_context_data(self, **kwargs):
        text = self.bid.read_draft()
        terms = bids.terms_of(self.tender)
        taken = {(one.priority, one.metric) for one in text.promises}
        return super().get_context_data(
            promises=_with_measures(text, terms),
            can_add=any((m.priority, m.code) not in taken for m in terms.measures),
            **kwargs,
        )


def _with_measures(text: BidText, terms) -> list[tuple]:
    """Each promise that fits the tender with its measure and its sentence."""
    found = []
    for one in text.promises:
        if measure := terms.measure(one.priority, one.metric):
            found.append((one, measure, one.sentence(measure)))
    return found


class AddPromise(BidForm):
    """One thing per page: measure, amount and date, place and people, delivery."""

    template_name = "tenders/bid_promise_step.html"

    def dispatch(self, request, *args, **kwargs):
        if kwargs["step"] not in STEPS:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_form_class(self):
        return STEPS[self.kwargs["step"]]

    def get_form_kwargs(self):
        text = self.bid.read_draft()
        more = {
            "terms": bids.terms_of(self.tender),
            "pending": text.pending,
            "initial": dict(text.pending),
        }
        if self.kwargs["step"] == "measure":
            more["taken"] = {(one.priority, one.metric) for one in text.promises}
        return {**super().get_form_kwargs(), **more}

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        if self.kwargs["step"] != "measure" and form.measure is None:
            raise Http404
        return form

    def get_context_data(self, **kwargs):
        names = list(STEPS)
        place = names.index(self.kwargs["step"])
        back = (
            self.address("bid_promise_step", names[place - 1])
            if place
            else self.address("bid_promises")
        )
        context = super().get_context_data(
            place=place + 1, places=len(names), back=back, **kwargs
        )
        return {**context, "measure": context["form"].measure}

    def act(self, form):
        pending = bids.note_step(self.bid, form.answers(), by=self.request.user)
        names = list(STEPS)
        place = names.index(self.kwargs["step"])
        if place + 1 < len(names):
            self.next = self.address("bid_promise_step", names[place + 1])
            return
        priority, _slash, metric = pending["measure"].partition("/")
        missing = {"level", "due_on", "where", "who_benefits"} - pending.keys()
        if missing:
            raise ValidationError(__("A step before this one was not answered."))
        bids.add_promise(
            self.bid,
            by=self.request.user,
            priority=priority,
            metric=metric,
            level=Decimal(pending["level"]),
            due_on=date.fromisoformat(pending["due_on"]),
            where=pending["where"],
            who_benefits=pending["who_benefits"],
            method=pending["method"],
            proof=pending["proof"],
            is_new=pending["is_new"] == "True",
        )
        self.next = self.address("bid_promises")

    def get_success_url(self):
        return self.next


class OnePromise(BidForm):
    """Base of the pages about one promise of the draft."""

    def get_success_url(self):
        return self.address("bid_promises")

    @property
    def promise(self) -> Promise:
        found = self.bid.read_draft().promise(self.kwargs["uid"])
        if found is None:
            raise Http404
        return found

    def get_context_data(self, **kwargs):
        terms = bids.terms_of(self.tender)
        promise = self.promise
        measure = terms.measure(promise.priority, promise.metric)
        return super().get_context_data(
            promise=promise,
            measure=measure,
            sentence=promise.sentence(measure),
            back=self.address("bid_promises"),
            **kwargs,
        )


class ChangePromise(OnePromise):
    template_name = "tenders/bid_promise_change.html"
    form_class = forms.ChangePromise

    def get_form_kwargs(self):
        one = self.promise
        return {
            **super().get_form_kwargs(),
            "terms": bids.terms_of(self.tender),
            "pending": {"measure": f"{one.priority}/{one.metric}"},
        }

    def get_initial(self):
        one = self.promise
        names = ("level", "due_on", "where", "who_benefits", "method", "proof")
        return {name: getattr(one, name) for name in names} | {
            "is_new": str(one.is_new)
        }

    def act(self, form):
        old, new = self.promise, form.cleaned_data
        promise = Promise(
            priority=old.priority,
            metric=old.metric,
            uid=old.uid,
            **{**new, "is_new": new["is_new"] == "True"},
        )
        bids.keep_promise(self.bid, promise, by=self.request.user)


class RemovePromise(OnePromise):
    template_name = "tenders/bid_promise_remove.html"
    form_class = EmptyForm

    def act(self, form):
        bids.remove_promise(self.bid, self.kwargs["uid"], by=self.request.user)


class Method(BidForm):
    """How the organisation will deliver on each priority."""

    template_name = "tenders/bid_method.html"
    form_class = forms.Method

    def get_form_kwargs(self):
        priorities = self.tender.priorities.select_related("edition_priority")
        return {**super().get_form_kwargs(), "priorities": list(priorities)}

    def get_initial(self):
        return dict(self.bid.read_draft().answers)

    def act(self, form):
        bids.answer_all(self.bid, form.cleaned_data, by=self.request.user)


class Declarations(BidForm):
    template_name = "tenders/bid_declarations.html"
    form_class = forms.Declarations

    def get_initial(self):
        return {"declared": self.bid.read_draft().declared}

    def act(self, form):
        bids.declare(self.bid, by=self.request.user)


class CheckAndSend(BidForm):
    """All that will be sealed, and the button that sends it."""

    template_name = "tenders/bid_check.html"
    form_class = EmptyForm

    needs_open = False  # its own page says that it is too late, by the arrival stamp

    def get(self, request, *args, **kwargs):
        if not self.tender.takes_bids():
            return self.too_late()
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        text = self.bid.read_draft()
        terms = bids.terms_of(self.tender)
        return super().get_context_data(
            promises=_with_measures(text, terms),
            answers=[
                (code, title, text.answers.get(code, ""))
                for code, title in terms.priorities.items()
            ],
            declared=text.declared,
            problems=bids.to_send(self.bid),
            has_draft=self.bid.has_draft(),
            **kwargs,
        )

    def act(self, form):
        received_at, arrival = arrival_of(self.request)
        bids.seal(
            self.bid, by=self.request.user, received_at=received_at, arrival=arrival
        )

    def get_success_url(self):
        return self.address("bid_sent")


class Copy(BidPage):
    """The draft as a file for the supplier to keep: nobody can read it once sealed."""

    needs_open = True

    def get(self, request, *args, **kwargs):
        text = json.dumps(
            self.bid.read_draft().as_document(), indent=2, ensure_ascii=False
        )
        response = HttpResponse(text, content_type="application/json")
        name = f"{self.bid.reference}-copy.json"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


class FillFromCopy(BidForm):
    """Begin a replacement from the copy that was kept."""

    template_name = "tenders/bid_fill.html"
    form_class = forms.CopyFile

    def act(self, form):
        upload = form.cleaned_data["file"]
        if upload.size > 1024 * 1024:
            raise ValidationError(__("The selected file must be smaller than 1MB"))
        try:
            document = json.loads(upload.read())
            bids.fill_from_copy(self.bid, document, by=self.request.user)
        except (ValueError, RecursionError):
            raise ValidationError(__("The selected file must be a JSON file")) from None
        except UnreadableBid as problem:
            raise ValidationError(str(problem)) from problem
        messages.success(self.request, __("Your copy is a draft again. Check it."))


class Sent(BidPage):
    """The receipt: reference, exact time and the hash of the sealed bytes."""

    template_name = "tenders/bid_sent.html"

    def get_context_data(self, **kwargs):
        version = self.bid.latest
        if version is None:
            raise Http404
        return super().get_context_data(version=version, **kwargs)


class Withdraw(BidForm):
    template_name = "tenders/bid_withdraw.html"
    form_class = EmptyForm

    def act(self, form):
        received_at, _arrival = arrival_of(self.request)
        bids.withdraw(self.bid, by=self.request.user, received_at=received_at)
        messages.success(self.request, __("Your response is withdrawn."))


class BidResult(BidPage):
    """The outcome: own marks with reasons, and the winner's marks."""

    template_name = "tenders/bid_result.html"

    def get_context_data(self, **kwargs):
        award = getattr(self.tender, "award", None)
        if award is None and self.bid.status != Bid.Status.EXCLUDED:
            return super().get_context_data(award=None, **kwargs)
        scores = {one.bid: one for one in evaluation.scores(self.tender)}
        marks = self.bid.marks.select_related("tender_priority__edition_priority")
        agreed = marks.filter(is_agreed=True).values("tender_priority")
        return super().get_context_data(
            award=award,
            own=scores.get(self.bid.name_for_evaluators),
            winner=scores.get(award.bid.name_for_evaluators) if award else None,
            marks=marks.exclude(is_agreed=False, tender_priority__in=agreed),
            priorities=self.tender.priorities.select_related("edition_priority"),
            **kwargs,
        )
