"""Keys, rehearsals, publication and the opening of bids."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView

from audit.lifecycle import Refused
from councils.pages import WorkspacePage
from tenders import opener_keys, opening, publication
from tenders.forms import drafting as forms
from tenders.models import Tender
from tenders.views.drafting import TenderAct

secret = method_decorator([sensitive_post_parameters(), never_cache], name="dispatch")


@secret
class OpenerKeyPage(WorkspacePage, FormView):
    """A bid opener makes a key, locked by a passphrase that only they know."""

    permission_required = "tenders.make_opener_key"
    template_name = "tenders/opener_key.html"
    form_class = forms.NewPassphrase

    def get_context_data(self, **kwargs):
        key = opener_keys.current_key(self.request.user, self.council)
        return super().get_context_data(key=key, **kwargs)

    def form_valid(self, form):
        user = self.request.user
        passphrase = form.cleaned_data["passphrase"]
        try:
            opener_keys.make_opener_key(user, self.council, passphrase)
        except Refused as refusal:
            form.add_error("passphrase", refusal)
            return self.form_invalid(form)
        messages.success(self.request, __("Your key is made. Now rehearse with it."))
        return HttpResponseRedirect(
            reverse("tenders:opener_key", args=[self.council.slug])
        )


class NameOpeners(TenderAct):
    permission_required = "tenders.name_openers"
    template_name = "tenders/tender_openers.html"
    form_class = forms.NameOpeners

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "council": self.council}

    def get_initial(self):
        return {"openers": [one.user_id for one in self.object.openers.all()]}

    def act(self, tender, form):
        chosen = form.cleaned_data["openers"]
        publication.name_openers(tender, chosen, by=self.request.user)


@secret
class Rehearse(TenderAct):
    permission_required = "tenders.rehearse_opening"
    template_name = "tenders/tender_rehearse.html"
    form_class = forms.Passphrase
    success_message = _("It worked: your passphrase opens your key.")

    def get_context_data(self, **kwargs):
        key = opener_keys.current_key(self.request.user, self.council)
        return super().get_context_data(key=key, **kwargs)

    def act(self, tender, form):
        opener_keys.rehearse(tender, self.request.user, form.cleaned_data["passphrase"])


@secret
class MakeRecoverySheets(TenderAct):
    """Shows two codes once, to print and keep apart."""

    permission_required = "tenders.make_recovery_sheets"
    template_name = "tenders/tender_recovery.html"

    def form_valid(self, form):
        try:
            codes = publication.make_recovery_sheets(self.object, by=self.request.user)
        except Refused as refusal:
            form.add_error(None, refusal)
            return self.form_invalid(form)
        return self.render_to_response(self.get_context_data(form=form, codes=codes))


class Publish(TenderAct):
    permission_required = "tenders.publish_tender"
    template_name = "tenders/tender_publish.html"
    success_message = _("Published. Suppliers can read it and bid.")

    def obstacles_for(self, tender):
        return tender.obstacles(Tender.Status.PUBLISHED)

    def act(self, tender, form):
        tender.publish(by=self.request.user)


class Cancel(TenderAct):
    permission_required = "tenders.cancel_tender"
    template_name = "tenders/tender_cancel.html"
    form_class = forms.Reason
    success_message = _("Cancelled.")

    def act(self, tender, form):
        tender.cancel(form.cleaned_data["reason"], by=self.request.user)


@secret
class OpenBids(TenderAct):
    """The first opener's page, and then the second's."""

    permission_required = "tenders.open_bids"
    template_name = "tenders/tender_open_bids.html"
    form_class = forms.Passphrase

    def obstacles_for(self, tender):
        if tender.status != Tender.Status.PUBLISHED:
            return [__("The bids of this opportunity cannot be opened now.")]
        return tender.obstacles(Tender.Status.OPENED)

    def get_context_data(self, **kwargs):
        step = opening.waiting_step(self.object)
        mine = step is not None and step.opener.user_id == self.request.user.pk
        return super().get_context_data(step=step, step_is_mine=mine, **kwargs)

    def act(self, tender, form):
        user, passphrase = self.request.user, form.cleaned_data["passphrase"]
        step = opening.waiting_step(tender)
        if step is None:
            opening.begin_opening(tender, user, passphrase)
            self.success_message = __(
                "Your part is done. A second opener must come within one hour."
            )
        else:
            done = opening.finish_opening(tender, user, passphrase)
            self.success_message = __("The bids are open: %s.") % done.bids

    def get_success_url(self):
        return self.object.get_workspace_url()


@secret
class OpenWithSheets(TenderAct):
    permission_required = "tenders.open_with_sheets"
    template_name = "tenders/tender_open_with_sheets.html"
    form_class = forms.Sheets
    success_message = _("The bids are open.")

    def obstacles_for(self, tender):
        return tender.obstacles(Tender.Status.OPENED)

    def act(self, tender, form):
        opening.open_with_sheets(
            tender,
            (form.cleaned_data["first"], form.cleaned_data["second"]),
            by=self.request.user,
            reason=form.cleaned_data["reason"],
        )
