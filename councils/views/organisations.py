"""A supplier's own organisation: registering it, joining it, its people."""

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.views.generic import DetailView, FormView, TemplateView

from councils.forms.organisations import ChangeOrganisationForm, RegisterForm
from councils.govuk import EmptyForm
from councils.joining import ask_to_join
from councils.models import JoinRequest, Organisation


class OrganisationDetail(DetailView):
    """What everyone may know of an organisation. Other apps add what it promised."""

    model = Organisation
    slug_field = "reference"
    slug_url_kwarg = "reference"
    template_name = "councils/organisation_detail.html"


class OrganisationHome(LoginRequiredMixin, TemplateView):
    """The organisations for which this person acts, or how to begin."""

    template_name = "councils/organisation_home.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        mine = Organisation.objects.represented_by(user).with_people()
        return super().get_context_data(
            organisations=[(one, one.is_led_by(user)) for one in mine],
            waiting=user.join_requests.open().select_related("organisation"),
            **kwargs,
        )


class Register(LoginRequiredMixin, FormView):
    """Enter an organisation, or be led to the one that is here already."""

    template_name = "councils/organisation_register.html"
    form_class = RegisterForm
    success_url = reverse_lazy("organisation_home")

    def form_valid(self, form):
        if found := form.found:
            return self.render_to_response(
                self.get_context_data(form=form, found=found)
            )
        Organisation.register(self.request.user, **form.details())
        messages.success(self.request, _("Your organisation is registered."))
        return super().form_valid(form)


class AskToJoin(LoginRequiredMixin, FormView):
    """Ask the leads of an organisation to let this person act for it."""

    template_name = "councils/organisation_join.html"
    form_class = EmptyForm

    def dispatch(self, request, *args, **kwargs):
        self.organisation = get_object_or_404(
            Organisation, reference=kwargs["reference"]
        )
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form):
        try:
            ask_to_join(self.organisation, self.request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.form_invalid(form)
        messages.success(
            self.request,
            _("We have asked %(name)s. You will get an email when they answer.")
            % {"name": self.organisation},
        )
        return redirect("organisation_home")

    def get_context_data(self, **kwargs):
        return super().get_context_data(organisation=self.organisation, **kwargs)


class OwnOrganisation(LoginRequiredMixin, FormView):
    """A page about an organisation for which this person acts. Strangers get 404."""

    permission_required = "councils.change_organisation"
    form_class = EmptyForm
    success_url = reverse_lazy("organisation_home")

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        self.organisation = get_object_or_404(
            Organisation.objects.represented_by(request.user),
            reference=kwargs["reference"],
        )
        if not request.user.has_perm(self.permission_required, self.organisation):
            raise PermissionDenied
        self.find(**kwargs)
        return super().dispatch(request, *args, **kwargs)

    def find(self, **kwargs):
        """Look up what else the address names, or raise 404."""

    def form_valid(self, form):
        try:
            message = self.act(form)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.form_invalid(form)
        messages.success(self.request, message)
        return HttpResponseRedirect(self.get_success_url())

    def get_context_data(self, **kwargs):
        return super().get_context_data(organisation=self.organisation, **kwargs)


class ChangeOrganisation(OwnOrganisation):
    template_name = "councils/organisation_change.html"
    form_class = ChangeOrganisationForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": self.organisation}

    def act(self, form):
        stored = Organisation.objects.get(pk=self.organisation.pk)
        stored.change(by=self.request.user, **form.details())
        return _("Your changes are saved.")


class AnswerJoinRequest(OwnOrganisation):
    """A lead says yes or no to somebody who asked to join."""

    permission_required = "councils.manage_representatives"
    template_name = "councils/join_request.html"

    def find(self, person, **kwargs):
        self.join_request = (
            JoinRequest.objects.open()
            .select_related("user", "organisation")
            .filter(organisation=self.organisation, user__actor_id=person)
            .first()
        )
        if self.join_request is None:
            raise Http404

    def act(self, form):
        words = {"name": self.join_request.user}
        if "refuse" in self.request.POST:
            self.join_request.refuse(by=self.request.user)
            return _("%(name)s was not added.") % words
        self.join_request.accept(by=self.request.user)
        return _("%(name)s can now act for your organisation.") % words

    def get_context_data(self, **kwargs):
        return super().get_context_data(join_request=self.join_request, **kwargs)


class OneRepresentative(OwnOrganisation):
    """A page about one person who acts for the organisation."""

    permission_required = "councils.manage_representatives"

    def find(self, person, **kwargs):
        self.representative = get_object_or_404(
            self.organisation.representatives.filter(ended_at=None),
            user__actor_id=person,
        )

    def get_context_data(self, **kwargs):
        return super().get_context_data(representative=self.representative, **kwargs)


class MakeLead(OneRepresentative):
    template_name = "councils/representative_lead.html"

    def act(self, form):
        self.representative.make_lead(by=self.request.user)
        return _("%(name)s is now a lead.") % {"name": self.representative.user}


class EndRepresentation(OneRepresentative):
    template_name = "councils/representative_end.html"

    def act(self, form):
        self.representative.end(by=self.request.user)
        return _("%(name)s no longer acts for your organisation.") % {
            "name": self.representative.user
        }

    def get_success_url(self):
        return reverse("organisation_home")
