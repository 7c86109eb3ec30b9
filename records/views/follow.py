"""Asking for news by e-mail, confirming it, and stopping it."""

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import FormView, TemplateView

from councils.pages import CouncilPage
from records import followers
from records.forms.following import FollowForm


class FollowCouncil(CouncilPage, FormView):
    form_class = FollowForm
    template_name = "records/follow.html"

    def get_initial(self):
        topics = self.request.GET.getlist("topic")
        return {"topics": topics} if topics else {}

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "council": self.council}

    def form_valid(self, form):
        given = form.cleaned_data
        followers.ask(self.council, given["email"], given["topics"])
        return HttpResponseRedirect(
            reverse("records:follow_sent", args=[self.council.slug])
        )


class FollowSent(CouncilPage, TemplateView):
    template_name = "records/follow_sent.html"


class LinkPage(CouncilPage, TemplateView):
    """A page behind a link in a letter. Opening it does nothing: programs that check
    letters open links too. Only the button, or the mail program's own, acts.

    A subclass says how in `act(self, token)`, which answers how many it was about.
    """

    def post(self, request, *args, **kwargs):
        context = self.get_context_data(done=True, count=self.act(kwargs["token"]))
        return self.render_to_response(context)


# The token is the authority here; the page is made without a cookie.
@method_decorator(csrf_exempt, name="dispatch")
class ConfirmFollow(LinkPage):
    template_name = "records/follow_confirm.html"

    def act(self, token):
        return followers.confirm(self.council, token)


# A mail program posts here by itself when someone presses its "unsubscribe".
@method_decorator(csrf_exempt, name="dispatch")
class Unsubscribe(LinkPage):
    template_name = "records/unsubscribe.html"

    def act(self, token):
        return followers.stop(self.council, token)
