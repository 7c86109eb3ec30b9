"""What arrived, what became of it, and what officers key in from paper."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import DetailView

from audit.lifecycle import Refused
from consultation import channels, ledger
from consultation.forms.comparing import CompareForm
from consultation.forms.keying import (
    KeyInForm,
    LogItemForm,
    OutsideCountForm,
    RejectItemForm,
)
from consultation.models import IngestItem, Keying, Response, Round
from consultation.views.planning import RoundAct
from consultation.views.rounds import OfRound
from councils.filtering import Field, Filters
from councils.govuk import EmptyForm
from councils.pages import ActPage, WorkspacePage

PAGE_SIZE = 20


class Ledger(OfRound, WorkspacePage, DetailView):
    """Every inbound item by its number, and whether the sums agree."""

    permission_required = "consultation.read_responses"
    template_name = "consultation/ledger.html"

    def get_context_data(self, **kwargs):
        round = self.object
        wanted = Filters(
            self.request.GET,
            Field("state", _("Show: %s"), dict(IngestItem.State.choices)),
            Field("source", _("Way: %s"), dict(IngestItem.Source.choices)),
        )
        items = round.ingest_items.select_related("response").order_by("-number")
        items = items.filter(**wanted.used)
        page = Paginator(items, PAGE_SIZE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            lines=ledger.lines(round),
            figures=ledger.figures(round),
            differences=ledger.differences(round),
            latest=round.reconciliations.first(),
            keyings=Keying.objects.filter(response__round=round)
            .unchecked()
            .select_related("response", "keyed_by")[:PAGE_SIZE],
            errors=channels.error_rate(round),
            page=page,
            wanted=wanted,
            **kwargs,
        )


class OpenedAct(RoundAct):
    """An act on a round that takes responses, from its opening to its conclusion."""

    permission_required = "consultation.add_response"

    def obstacles_for(self, round):
        if not round.has_opened():
            return [_("The round has not opened yet.")]
        if round.status == Round.Status.CONCLUDED and not round.open_find():
            return [
                _("The round is concluded. Log what was found late before you add it.")
            ]
        return []

    def refuse_obstacles(self, round):
        if obstacles := self.obstacles_for(round):
            raise Refused(obstacles)

    def get_success_url(self):
        return f"{self.object.get_workspace_url()}ledger/"


class LogItem(OpenedAct):
    """Enter something in the post book before anybody works on it."""

    template_name = "consultation/ledger_log.html"
    form_class = LogItemForm

    def act(self, round, form):
        self.refuse_obstacles(round)
        self.item = channels.log(
            round,
            form.cleaned_data["channel"],
            arrived_at=form.received_at,
            about=form.cleaned_data["about"],
            scan=form.cleaned_data["scan"],
            by=self.request.user,
        )

    def get_success_message(self):
        return _("It has number %s. Write this number on it.") % self.item.number


class CountOutside(OpenedAct):
    """Say how many a mailbox or a post book holds, to compare with the ledger."""

    template_name = "consultation/ledger_count.html"
    form_class = OutsideCountForm
    success_message = gettext_lazy("Count saved")

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        kwargs.pop("instance", None)
        return kwargs

    def act(self, round, form):
        self.refuse_obstacles(round)
        counted = form.save(commit=False)
        counted.round, counted.counted_by = round, self.request.user
        counted.save()


class ItemAct(OpenedAct):
    """An act on one item of the ledger."""

    @cached_property
    def item(self) -> IngestItem:
        items = self.object.ingest_items.select_related("scan", "response")
        item = get_object_or_404(items, number=self.kwargs["number"])
        item.round = self.object
        return item

    def get_context_data(self, **kwargs):
        return super().get_context_data(item=self.item, **kwargs)


class ShowItem(ItemAct):
    """One item: what it is, its scan, and a way to say that it is no response."""

    template_name = "consultation/ledger_item.html"
    form_class = RejectItemForm
    success_message = gettext_lazy("Item closed")

    def obstacles_for(self, round):
        return []

    def act(self, round, form):
        self.item.reject(form.cleaned_data["reason"], by=self.request.user)


class KeyIn(OpenedAct):
    """Key in what came on paper, by phone, by e-mail or at an event."""

    template_name = "consultation/add_response.html"
    form_class = KeyInForm

    @cached_property
    def item(self) -> IngestItem | None:
        number = self.request.GET.get("item", "")
        if not number:
            return None
        if not number.isdecimal() or len(number) > 9:
            raise Http404
        waiting = self.object.ingest_items.waiting().select_related("scan")
        item = get_object_or_404(waiting, number=number)
        item.round = self.object
        return item

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "round": self.object}

    def get_form(self, form_class=None):
        """A round that is still planned has no edition, and so nothing to fill in."""
        return super().get_form(form_class) if self.object.edition_id else EmptyForm()

    def get_initial(self):
        initial = {"key": uuid.uuid4().hex}
        if self.item:
            initial["channel"] = self.item.source
            initial["received_on"] = self.item.arrived_at.date()
        return initial

    def post(self, request, *args, **kwargs):
        self.object = self.get_object()
        if "more" in request.POST:
            return self.show_another_block()
        return super().post(request, *args, **kwargs)

    def show_another_block(self):
        """The same page with room for one more comment; nothing typed is lost."""
        data = self.request.POST.copy()
        given = data.get("blocks", "1")
        blocks = int(given) if given.isdecimal() and len(given) < 3 else 1
        data["blocks"] = str(blocks + 1)
        form = KeyInForm(data, round=self.object)
        form.forgive()
        return self.render_to_response(self.get_context_data(form=form))

    def act(self, round, form):
        self.refuse_obstacles(round)
        self.receipt = channels.key_in(
            round,
            form.content,
            form.sender,
            key=form.cleaned_data["key"],
            channel=form.cleaned_data["channel"],
            received_at=form.received_at,
            postmarked_on=form.cleaned_data["postmarked_on"],
            item=self.item,
            scan=form.cleaned_data["scan"],
            by=self.request.user,
        )

    def get_success_message(self):
        code = self.receipt.response.printed_code
        if self.receipt.is_late:
            return _("Response %s is kept and marked as late.") % code
        return _("Response %s is kept.") % code

    def get_success_url(self):
        return self.request.path

    def get_context_data(self, **kwargs):
        return super().get_context_data(item=self.item, **kwargs)


class CompareKeying(ActPage):
    """A second person compares what was keyed in with the paper."""

    model = Response
    slug_field = "uid"
    slug_url_kwarg = "uid"
    permission_required = "consultation.add_response"
    template_name = "consultation/keying_compare.html"
    form_class = CompareForm

    def get_queryset(self):
        found = Response.objects.for_council(self.council)
        return found.filter(
            round__consultation__slug=self.kwargs["slug"], keying__isnull=False
        ).select_related(
            "round__consultation__council", "keying__keyed_by", "ingest_item__scan"
        )

    def obstacles_for(self, response):
        if response.keying.is_checked:
            return [_("Somebody has already checked this response.")]
        if response.keying.keyed_by_id == self.request.user.pk:
            return [_("You keyed this in yourself. Another person has to check it.")]
        return []

    def get_form_kwargs(self):
        comments = list(self.object.comments.for_reading().order_by("pk"))
        kwargs = super().get_form_kwargs()
        return {**kwargs, "response": self.object, "comments": comments}

    def act(self, response, form):
        self.wrong = response.keying.compare(
            form.read(),
            answers=form.answered(),
            told=form.told(),
            by=self.request.user,
        )

    def get_success_message(self):
        if not self.wrong:
            return _("Checked. It says what the paper says.")
        return ngettext(
            "Checked. %s field was put right.",
            "Checked. %s fields were put right.",
            self.wrong,
        ) % (self.wrong)

    def get_success_url(self):
        return f"{self.object.round.get_workspace_url()}ledger/"

    def get_context_data(self, **kwargs):
        response = self.object
        return super().get_context_data(
            response=response,
            round=response.round,
            item=getattr(response, "ingest_item", None),
            **kwargs,
        )


class Reconcile(OpenedAct):
    """Compare now, without waiting for the night."""

    template_name = "consultation/ledger.html"

    def get(self, request, *args, **kwargs):
        return HttpResponseRedirect(f"{self.get_object().get_workspace_url()}ledger/")

    def act(self, round, form):
        self.found = ledger.reconcile(round)
        if not self.found.is_balanced:
            messages.warning(self.request, _("The sums do not agree. See below."))

    def get_success_message(self):
        return _("The sums agree.") if self.found.is_balanced else ""
