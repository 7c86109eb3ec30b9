"""What could not be told and belongs to no council: national acts and sealed bids.

Councils see what is stuck of their own. Of a sealed bid not even its council may know
before the opening, so the steward sees that something is stuck and why, not whose.
"""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, ListView
from django.views.generic.detail import SingleObjectMixin

from audit.models import Delivery
from audit.trail import NATIONAL
from councils import govuk
from metrics.views.steward import StewardPage

TENDER = "tender:"


def of_no_council():
    chains = Q(event__chain=NATIONAL) | Q(event__chain__startswith=TENDER)
    return Delivery.objects.parked().filter(chains).select_related("event")


class StuckList(StewardPage, ListView):
    """What is stuck, newest first."""

    permission_required = "metrics.retry_stuck"
    template_name = "metrics/stuck_list.html"
    context_object_name = "stuck"
    paginate_by = 20

    def get_queryset(self):
        return of_no_council().order_by("-parked_at", "-pk")


class RetryStuck(StewardPage, SingleObjectMixin, FormView):
    """Tell a part of the portal again."""

    permission_required = "metrics.retry_stuck"
    template_name = "metrics/stuck_retry.html"
    form_class = govuk.EmptyForm

    def dispatch(self, request, *args, **kwargs):
        if request.user.has_perm(self.permission_required):
            self.object = self.get_object()
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self):
        return of_no_council()

    def form_valid(self, form):
        self.object.retry()
        messages.success(self.request, _("We will try again within a minute"))
        return HttpResponseRedirect(reverse("stuck"))
