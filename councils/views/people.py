"""Who works for the council, with which roles; invitations."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView

from councils.forms.people import InviteForm, RolesForm
from councils.govuk import EmptyForm
from councils.invitations import invite
from councils.models import Invitation, User
from councils.pages import ActPage, WorkspacePage
from councils.people import end_membership, set_roles

PAGE_SIZE = 20


class People(WorkspacePage, TemplateView):
    """Everyone with a role, and the invitations that are open."""

    permission_required = "councils.manage_people"
    template_name = "councils/people.html"

    def get_context_data(self, **kwargs):
        people = User.objects.officers_of(self.council).with_roles_in(self.council)
        invited = Invitation.objects.for_council(self.council).open()
        number = self.request.GET.get("page")
        lists = [
            Paginator(people.order_by("name", "email"), PAGE_SIZE),
            Paginator(invited.order_by("-invited_at", "-pk"), PAGE_SIZE),
        ]
        longest = max(lists, key=lambda one: one.count)
        page = longest.get_page(number)  # both lists are turned together
        shown = [
            one.page(page.number).object_list if page.number <= one.num_pages else []
            for one in lists
        ]
        return super().get_context_data(
            people=shown[0], invitations=shown[1], page=page, **kwargs
        )


class PeoplePage(WorkspacePage):
    """Comes back to the list of people."""

    permission_required = "councils.manage_people"

    def get_success_url(self):
        return reverse("councils:people", args=[self.council.slug])


class Invite(PeoplePage, FormView):
    template_name = "councils/invite.html"
    form_class = InviteForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"council": self.council}

    def form_valid(self, form):
        email = form.cleaned_data["email"]
        try:
            invite(
                self.council, email, form.cleaned_data["roles"], by=self.request.user
            )
        except OSError:
            form.add_error(
                None, _("The invitation could not be sent. Try again in a few minutes.")
            )
            return self.form_invalid(form)
        messages.success(
            self.request,
            _("We have sent an invitation to %(email)s.") % {"email": email},
        )
        return super().form_valid(form)


class OnePerson(PeoplePage, FormView):
    """A page about one officer of the council; the address holds a random id."""

    @cached_property
    def person(self):
        """Looked up once the visitor has been let in, not before."""
        return get_object_or_404(
            User.objects.officers_of(self.council), actor_id=self.kwargs["person"]
        )

    def form_valid(self, form):
        try:
            message = self.act(form)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.form_invalid(form)
        messages.success(self.request, message)
        return HttpResponseRedirect(self.get_success_url())

    def get_context_data(self, **kwargs):
        return super().get_context_data(colleague=self.person, **kwargs)


class RolesPage(OnePerson):
    def get_success_url(self):
        self.request.user.forget_roles()
        if self.request.user.has_perm(self.permission_required, self.council):
            return super().get_success_url()
        return self.council.get_absolute_url()  # they gave their own role away


class ChangeRoles(RolesPage):
    template_name = "councils/change_roles.html"
    form_class = RolesForm

    def get_initial(self):
        return {"roles": sorted(self.person.roles_in(self.council))}

    def act(self, form):
        set_roles(
            self.council, self.person, form.cleaned_data["roles"], by=self.request.user
        )
        return _("The roles of %(name)s are saved.") % {"name": self.person}


class EndMembership(RolesPage):
    template_name = "councils/end_membership.html"
    form_class = EmptyForm

    def act(self, form):
        end_membership(self.council, self.person, by=self.request.user)
        return _("%(name)s no longer works here.") % {"name": self.person}


class WithdrawInvitation(ActPage):
    model = Invitation
    queryset = Invitation.objects.all()
    slug_field = "uid"
    slug_url_kwarg = "invitation"
    permission_required = "councils.manage_people"
    template_name = "councils/withdraw_invitation.html"
    success_message = gettext_lazy("The invitation is withdrawn.")

    def act(self, invitation, form):
        with transaction.atomic():
            invitation.withdraw(by=self.request.user)

    def get_success_url(self):
        return reverse("councils:people", args=[self.council.slug])
