"""What people can ask about their own data, and how the council answers."""

import json

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import DetailView, FormView, ListView, TemplateView

from councils import limits
from councils.pages import ActPage, CouncilPage, WorkspacePage
from metrics.models import DatedRule
from portal import data_requests
from portal.forms import AnswerDataRequestForm, DataRequestForm, FindPersonForm
from records.models import DataRequest

ASKED = limits.Limit("data_requests", most=30, seconds=3600)


class YourData(CouncilPage, TemplateView):
    """What anyone may ask about their data, and how soon there is an answer."""

    template_name = "portal/your_data.html"

    def get_context_data(self, **kwargs):
        rule = DatedRule.objects.value("data_requests")
        return super().get_context_data(days=rule["request_days"], **kwargs)


class AskAboutData(CouncilPage, FormView):
    """The form, on a path of its own, so that reading pages need no cookie."""

    template_name = "portal/your_data_ask.html"
    form_class = DataRequestForm

    def get_initial(self):
        return {"kind": self.request.GET.get("kind", "")}

    def form_valid(self, form):
        limits.refuse_over(ASKED, self.request)
        request = data_requests.receive(self.council, **form.cleaned_data)
        sent = reverse("portal:your_data_sent", args=[self.slug, request.reference])
        return HttpResponseRedirect(sent)

    @property
    def slug(self) -> str:
        return self.council.slug


class OfRequest(CouncilPage):
    """A page about one request, found by its reference."""

    model = DataRequest
    slug_field = "reference"
    slug_url_kwarg = "reference"
    context_object_name = "asked"

    def get_queryset(self):
        return DataRequest.objects.for_council(self.council).select_related("council")


class DataRequestSent(OfRequest, DetailView):
    """The reference and the day of the answer. Nothing about who asked."""

    template_name = "portal/your_data_sent.html"


@method_decorator(never_cache, name="dispatch")
class ConfirmAddress(CouncilPage, TemplateView):
    """The page behind the link: a button, since mail programs open links too."""

    template_name = "portal/your_data_confirm.html"

    def dispatch(self, request, *args, **kwargs):
        self.asked = DataRequest.of_token(kwargs["token"])
        if self.asked is None or self.asked.council_id != self.council.pk:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        self.asked.confirm()
        return self.get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(asked=self.asked, **kwargs)


class DataRequestList(WorkspacePage, ListView):
    """What people asked about their data, the first due on top."""

    model = DataRequest
    permission_required = "records.answer_data_request"
    template_name = "portal/data_request_list.html"
    context_object_name = "asked"
    paginate_by = 20

    def get_queryset(self):
        found = super().get_queryset().select_related("council")
        if self.request.GET.get("show") == "answered":
            waiting = DataRequest.Status.WAITING
            return found.exclude(status=waiting).order_by("-answered_at")
        return found.waiting()

    def get_context_data(self, **kwargs):
        answered = self.request.GET.get("show") == "answered"
        return super().get_context_data(answered=answered, **kwargs)


class RequestAct(OfRequest, ActPage):
    """An act on one request. `?code=` names a receipt to look for as well."""

    permission_required = "records.answer_data_request"

    @property
    def code(self) -> str:
        return self.request.GET.get("code", "")

    def get_context_data(self, **kwargs):
        held = data_requests.held_about(self.object, self.code)
        find = FindPersonForm(initial={"code": self.code})
        return super().get_context_data(
            held=held, code=self.code, find=find, asked=self.object, **kwargs
        )


class AnswerDataRequest(RequestAct):
    """What was asked, what is held about the person, and the answer."""

    form_class = AnswerDataRequestForm
    template_name = "portal/data_request.html"
    success_message = gettext_lazy("Your answer is sent")

    def act(self, asked, form):
        found = form.cleaned_data
        data_requests.answer(
            asked, found["outcome"], found["reply"], by=self.request.user
        )


class EraseForRequest(RequestAct):
    """Remove what is held about the person who asked, after a page that says what."""

    template_name = "portal/data_request_erase.html"

    def obstacles_for(self, asked):
        return data_requests.obstacles_to_erasure(asked)

    def act(self, asked, form):
        self.counts = data_requests.erase(asked, self.code, by=self.request.user)

    def get_success_message(self):
        total = sum(self.counts.values())
        return _("Removed from %(total)d records") % {"total": total}


class DataRequestCopy(OfRequest, WorkspacePage, DetailView):
    """What is held about the person, as a file to send to them."""

    permission_required = "records.answer_data_request"

    def get(self, request, *args, **kwargs):
        asked = self.get_object()
        held = data_requests.held_about(asked, request.GET.get("code", ""))
        asked.note_copy(by=request.user)
        content = [
            {
                "record": str(one.holding.model._meta.verbose_name),
                "why": str(one.holding.why),
                "rows": one.rows,
            }
            for one in held
        ]
        body = json.dumps(content, indent=2, ensure_ascii=False, default=str)
        response = HttpResponse(body, content_type="application/json")
        name = f"{self.council.slug}-{asked.reference}.json"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        patch_cache_control(response, private=True, no_store=True)
        return response
