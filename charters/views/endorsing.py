"""Asking a body outside the council to endorse a charter, and its decision."""

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, ListView
from django.views.generic.detail import SingleObjectMixin

from charters import pack
from charters.forms import RemarkForm
from charters.forms.endorsing import AnswerForm, EndorseForm, MetForm, SeekForm
from charters.models import Endorsement
from charters.models.endorsement_step import parts_of
from charters.views.writing import CharterWorkPage
from councils import govuk
from councils.pages import ActPage


class SeekEndorsement(CharterWorkPage, ActPage):
    """The pack that a body gets, the record so far, and the request."""

    permission_required = "charters.view_charter"
    template_name = "charters/endorsement_work.html"

    def get_form_class(self):
        is_back = self.returned is not None
        return AnswerForm if is_back else SeekForm

    def get_form_kwargs(self):
        found = super().get_form_kwargs()
        return found if self.returned else found | {"council": self.council}

    def post(self, request, *args, **kwargs):
        if not request.user.has_perm("charters.seek_endorsement", self.charter):
            raise PermissionDenied
        return super().post(request, *args, **kwargs)

    @cached_property
    def endorsements(self):
        found = self.charter.endorsements.select_related("edition", "charter__council")
        return list(found.prefetch_related("steps__remarks", "steps__edition"))

    @cached_property
    def open_one(self) -> Endorsement | None:
        return next(
            (one for one in self.endorsements if one.status in one.UNDECIDED), None
        )

    @property
    def returned(self) -> Endorsement | None:
        one = self.open_one
        return one if one and one.status == Endorsement.Status.RETURNED else None

    def obstacles_for(self, charter):
        if Endorsement.edition_to_submit(charter) is None:
            return [
                _(
                    "There is no public version yet. A draft that people are asked "
                    "about can be submitted, and so can the adopted charter."
                )
            ]
        if charter.status in (charter.Status.SUPERSEDED, charter.Status.WITHDRAWN):
            return [_("This charter is over, so nobody can endorse it.")]
        return []

    def act(self, charter, form):
        if self.returned:
            self.returned.submit_again(form.cleaned_data["note"], by=self.request.user)
        else:
            Endorsement.seek(charter, by=self.request.user, **form.request())

    def get_success_message(self):
        return _("It is submitted. The record shows it, and we write when they decide.")

    def get_success_url(self):
        return self.url("endorsement")

    def get_context_data(self, **kwargs):
        waits = self.open_one is not None and self.returned is None
        return super().get_context_data(
            endorsements=self.endorsements,
            open_one=self.open_one,
            waits=waits,
            edition=Endorsement.edition_to_submit(self.charter),
            chapters=pack.chapters_of_others(self.charter),
            analyses=self.charter.equality_analyses.all(),
            **kwargs,
        )


class EndorsementList(LoginRequiredMixin, ListView):
    """What this person is asked to endorse, for whichever body they act."""

    template_name = "charters/endorsement_list.html"
    paginate_by = 20

    def get_queryset(self):
        found = Endorsement.objects.for_decider(self.request.user)
        found = found.select_related("edition", "charter__council")
        return found.order_by("-moved_at", "-pk")

    def dispatch(self, request, *args, **kwargs):
        user = request.user
        if user.is_authenticated and not (
            user.is_steward or self.get_queryset().exists()
        ):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        waiting = Endorsement.objects.for_decider(self.request.user).waiting()
        return super().get_context_data(count=waiting.count(), **kwargs)


class EndorsementPage(SingleObjectMixin, FormView):
    """A page for the people of the body that was asked. Nobody else learns of it."""

    permission_required = "charters.decide_endorsement"
    model = Endorsement
    slug_field = slug_url_kwarg = "uid"
    success_message = ""

    def get_queryset(self):
        return Endorsement.objects.select_related(
            "charter__council", "charter__area", "edition", "peer", "organisation"
        )

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        self.object = self.get_object()
        if not request.user.has_perm(self.permission_required, self.object):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form):
        try:
            self.act(self.object, form)
        except ValidationError as refusal:
            self.object.refresh_from_db()
            form.add_error(None, refusal)
            return self.form_invalid(form)
        messages.success(self.request, str(self.success_message))
        return HttpResponseRedirect(self.get_success_url())

    def get_success_url(self):
        return self.object.get_absolute_url()

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            endorsement=self.object, charter=self.object.charter, **kwargs
        )


class EndorsementDetail(EndorsementPage):
    """What is to be endorsed, comments on its parts, and the decision."""

    template_name = "charters/endorsement_detail.html"
    success_message = gettext_lazy("Your decision is on the public record.")

    @property
    def own_remarks(self):
        return self.object.remarks.filter(step=None)

    def get_form_class(self):
        has_conditions = self.object.status == Endorsement.Status.CONDITIONS
        return MetForm if has_conditions else EndorseForm

    def get_form_kwargs(self):
        found = super().get_form_kwargs()
        if self.get_form_class() is MetForm:
            return found
        return found | {"has_remarks": self.own_remarks.exists()}

    def act(self, endorsement, form):
        found, by = form.cleaned_data, self.request.user
        if self.get_form_class() is MetForm:
            endorsement.confirm_conditions(found["wording"], by=by)
        else:
            endorsement.decide(found["status"], found["wording"], by=by)

    def get_context_data(self, **kwargs):
        endorsement = self.object
        return super().get_context_data(
            parts=parts_of(endorsement.edition),
            remarks=self.own_remarks,
            chapters=pack.chapters_of_others(endorsement.charter),
            analyses=endorsement.charter.equality_analyses.all(),
            steps=endorsement.steps.select_related("edition").prefetch_related(
                "remarks"
            ),
            is_waiting=endorsement.status == Endorsement.Status.SUBMITTED,
            has_conditions=endorsement.status == Endorsement.Status.CONDITIONS,
            **kwargs,
        )


class AddEndorsementRemark(EndorsementPage):
    """Say what should change in one paragraph or priority."""

    form_class = RemarkForm
    template_name = "charters/endorsement_remark.html"
    success_message = gettext_lazy(
        "Your comment is saved. It is sent with your decision."
    )

    def get_queryset(self):
        return super().get_queryset().waiting()

    def act(self, endorsement, form):
        wording = form.cleaned_data["wording"]
        endorsement.remark(self.kwargs["key"], wording, by=self.request.user)

    def get_success_url(self):
        return f"{self.object.get_absolute_url()}#comments"

    def get_context_data(self, **kwargs):
        parts = {one.key: one for one in parts_of(self.object.edition)}
        part = parts.get(str(self.kwargs["key"]))
        if part is None:
            raise Http404
        return super().get_context_data(
            part=part, back=self.get_success_url(), **kwargs
        )


class RemoveEndorsementRemark(EndorsementPage):
    """Take a comment back before the decision."""

    form_class = govuk.EmptyForm
    template_name = "charters/endorsement_remark_remove.html"
    success_message = gettext_lazy("The comment is removed.")

    @cached_property
    def remark(self):
        open_ones = self.object.remarks.filter(step=None, by=self.request.user)
        return get_object_or_404(open_ones, pk=self.kwargs["number"])

    def act(self, endorsement, form):
        self.remark.take_back()

    def get_success_url(self):
        return f"{self.object.get_absolute_url()}#comments"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            remark=self.remark, back=self.get_success_url(), **kwargs
        )
