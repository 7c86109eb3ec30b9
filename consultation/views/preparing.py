"""Officers prepare a round beside its texts and dates, and see what is missing."""

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView, FormView

from audit.lifecycle import Refused
from consultation import board, preparing
from consultation.forms import preparing as forms
from consultation.models import CouncilDate, SignOff
from consultation.views.planning import RoundAct
from consultation.views.rounds import OfAnnouncedRound, OfRound
from councils.pages import ActPage, CouncilPage, WorkspacePage


class Board(OfRound, WorkspacePage, DetailView):
    """The readiness board: four principles, each with live evidence."""

    permission_required = "consultation.view_plan"
    template_name = "consultation/board.html"

    def get_context_data(self, **kwargs):
        columns = board.board_of(self.object)
        return super().get_context_data(
            columns=columns, is_ready=all(one.is_met for one in columns), **kwargs
        )


class Preparing(RoundAct):
    """A page of the preparation: what is there, and a form to add to it."""

    permission_required = "consultation.plan_consultation"
    template_name = "consultation/prepare.html"
    heading = ""
    intro = ""
    button = gettext_lazy("Save")

    def get_success_url(self):
        return self.object.get_workspace_url()

    def again(self):
        return self.request.path

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            heading=self.heading, intro=self.intro, button=self.button, **kwargs
        )


class PrivacyPlan(Preparing):
    form_class = forms.PrivacyForm
    heading = gettext_lazy("Privacy notice")
    intro = gettext_lazy(
        "People read it before they reply. Each time you save, it becomes a new "
        "version, and earlier ones stay readable."
    )
    button = gettext_lazy("Publish this version")
    success_message = gettext_lazy("Privacy notice saved")

    def get_initial(self):
        return forms.PrivacyForm.initial_for(self.object.consultation)

    def act(self, round, form):
        preparing.publish_privacy_notice(
            round.consultation, form.cleaned_data, by=self.request.user
        )


class DataProtection(Preparing):
    form_class = forms.DataProtectionForm
    heading = gettext_lazy("Impact on data protection")
    intro = gettext_lazy(
        "An assessment is needed where the risk is likely to be high, for example "
        "with equality questions or children's replies."
    )
    success_message = gettext_lazy("Saved")

    def get_initial(self):
        told = self.object.consultation
        return {
            "status": told.dpia,
            "reference": told.dpia_reference,
            "reason": told.dpia_reason,
        }

    def act(self, round, form):
        given = form.cleaned_data
        preparing.assess_data_protection(
            round.consultation,
            given["status"],
            reference=given["reference"],
            reason=given["reason"],
            by=self.request.user,
        )


class Equality(Preparing):
    """The versions of the equality analysis, and the next one."""

    permission_required = "consultation.analyse_equality"
    template_name = "consultation/plan_equality.html"
    form_class = forms.EqualityAnalysisForm
    heading = gettext_lazy("Equality analysis")
    intro = gettext_lazy(
        "Look at it before opening, half-way, and again after the replies are read. "
        "The round cannot be concluded on an old one."
    )
    button = gettext_lazy("Add this version")
    success_message = gettext_lazy("Equality analysis added")

    def act(self, round, form):
        preparing.add_equality_analysis(
            round.consultation, by=self.request.user, **form.cleaned_data
        )

    def get_context_data(self, **kwargs):
        versions = self.object.consultation.equality_analyses.order_by("-number")
        return super().get_context_data(versions=versions, **kwargs)


class OfPart(Preparing):
    """An act on one row of the preparation."""

    rows = ""

    def part(self):
        if not hasattr(self, "_part"):
            rows = getattr(self.object.consultation, self.rows)
            self._part = get_object_or_404(rows, uid=self.kwargs["uid"])
            self._part.consultation = self.object.consultation
        return self._part

    @property
    def heading(self) -> str:
        return str(self.part())


class Formats(Preparing):
    """The register of formats: promised, made, and out of date."""

    template_name = "consultation/plan_formats.html"
    form_class = forms.PromiseFormatForm
    heading = gettext_lazy("Other formats")
    intro = gettext_lazy(
        "Promise only what will be there on the first day: the round cannot be "
        "announced while a promised format is missing or out of date."
    )
    button = gettext_lazy("Promise this format")
    success_message = gettext_lazy("Added to the register")

    def get_success_url(self):
        return self.again()

    def act(self, round, form):
        preparing.promise_format(
            round.consultation, by=self.request.user, **form.cleaned_data
        )

    def get_context_data(self, **kwargs):
        told = self.object.consultation
        stale = preparing.stale_formats(told)
        rows = [(one, stale.get(one.pk, [])) for one in told.formats.all()]
        return super().get_context_data(rows=rows, **kwargs)


class DeliverFormat(OfPart):
    rows = "formats"
    form_class = forms.DeliverFormatForm
    success_message = gettext_lazy("Saved")

    def act(self, round, form):
        given = form.cleaned_data
        if given["withdraw_because"]:
            reason = given["withdraw_because"]
            preparing.withdraw_format(self.part(), reason, by=self.request.user)
        else:
            preparing.deliver_format(self.part(), given["where"], by=self.request.user)

    def get_initial(self):
        return {"where": self.part().where}

    def get_success_url(self):
        return address_of(self.object, "formats")

    @property
    def heading(self) -> str:
        return self.part().label


class SignOffRound(Preparing):
    """An approver or the monitoring officer answers for something unusual."""

    permission_required = "consultation.sign_off_round"
    template_name = "consultation/plan_sign_off.html"
    form_class = forms.SignOffForm
    heading = gettext_lazy("Sign off")
    intro = gettext_lazy(
        "Your name and reason stand on the trail. The reason is public."
    )
    button = gettext_lazy("Sign off")
    success_message = gettext_lazy("Signed off")

    def get_form_kwargs(self):
        """Only what this person may answer for can be chosen."""
        user, round = self.request.user, self.object
        matters = [
            one for one in SignOff.Matter if user.has_perm(one.permission, round)
        ]
        return {**super().get_form_kwargs(), "matters": matters}

    def act(self, round, form):
        given = form.cleaned_data
        user = self.request.user
        preparing.sign_off(round, given["matter"], given["words"], by=user)

    def get_context_data(self, **kwargs):
        signed = self.object.sign_offs.select_related("signed_by")
        return super().get_context_data(signed=signed, **kwargs)


class CouncilDates(WorkspacePage, FormView):
    """The council's own polls and holidays, and the national ones beside them."""

    permission_required = "consultation.plan_consultation"
    template_name = "consultation/council_dates.html"
    form_class = forms.CouncilDateForm

    def form_valid(self, form):
        given = form.cleaned_data
        try:
            preparing.enter_date(self.council, by=self.request.user, **given)
        except Refused as refusal:
            form.add_error(None, refusal)
            return self.form_invalid(form)
        return HttpResponseRedirect(self.request.path)

    def get_context_data(self, **kwargs):
        dates = CouncilDate.objects.filter(council=self.council)
        return super().get_context_data(dates=dates, **kwargs)


class StrikeDate(ActPage):
    """Take out a date that was entered by mistake."""

    model = CouncilDate
    permission_required = "consultation.plan_consultation"
    template_name = "consultation/council_date_strike.html"
    slug_field = "uid"
    slug_url_kwarg = "uid"

    def get_queryset(self):
        return CouncilDate.objects.filter(council=self.council)

    def act(self, date, form):
        preparing.strike_date(date, by=self.request.user)

    def get_success_url(self):
        return reverse("consultation:own_dates", args=[self.council.slug])


class PrivacyNoticePage(OfAnnouncedRound, CouncilPage, DetailView):
    """What people are told about their data, in the version that holds now."""

    template_name = "consultation/privacy_notice.html"

    def get_context_data(self, **kwargs):
        versions = self.object.consultation.privacy_notices.order_by("-number")
        wanted = self.request.GET.get("version", "")
        if wanted.isdecimal() and len(wanted) < 5:
            notice = versions.filter(number=wanted).first()
        else:
            notice = versions.first()
        if notice is None:
            raise Http404
        return super().get_context_data(notice=notice, versions=versions, **kwargs)


def address_of(round, name: str) -> str:
    return reverse(
        f"consultation:{name}",
        kwargs={"council": round.council.slug, "slug": round.slug},
    )
