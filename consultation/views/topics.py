"""Officers ask for topics, and make issues of those that make a point."""

from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import DetailView

from consultation import suggesting
from consultation.forms.answering import IssueForm
from consultation.views.planning import RoundAct
from consultation.views.rounds import OfRound
from councils.pages import WorkspacePage


class Topics(OfRound, WorkspacePage, DetailView):
    """What the newest search found among the comments in no issue."""

    permission_required = "consultation.read_responses"
    template_name = "consultation/topics.html"

    def get_context_data(self, **kwargs):
        searches = self.object.topic_searches
        newest = searches.first()
        done = searches.done().first()
        return super().get_context_data(
            newest=newest,
            search=done,
            suggestions=suggesting.suggestions(done) if done else [],
            loose=self.object.comments.counted().without_issue().count(),
            **kwargs,
        )


class LookForTopics(RoundAct):
    """Ask a worker to look."""

    permission_required = "consultation.raise_issue"
    template_name = "consultation/topics_look.html"
    success_message = gettext_lazy("We are looking. Come back in a minute.")

    def act(self, round, form):
        suggesting.ask(round, by=self.request.user)

    def get_success_url(self):
        return f"{self.object.get_workspace_url()}topics/"


class MakeIssue(RoundAct):
    """Make an issue of one topic, in the council's words."""

    permission_required = "consultation.raise_issue"
    template_name = "consultation/topic_issue.html"
    form_class = IssueForm

    @cached_property
    def search(self):
        found = self.object.topic_searches.done().filter(uid=self.kwargs["uid"]).first()
        if found is None or not 1 <= self.kwargs["number"] <= len(found.found):
            raise Http404
        found.round = self.object
        return found

    @cached_property
    def topic(self):
        number = self.kwargs["number"]
        every = suggesting.suggestions(self.search)
        return next((one for one in every if one.number == number), None)

    def act(self, round, form):
        _issue, self.count = suggesting.make_issue(
            self.search,
            self.kwargs["number"],
            **form.cleaned_data,
            by=self.request.user,
        )

    def get_success_message(self):
        words = ngettext(
            "Issue added with %s comment", "Issue added with %s comments", self.count
        )
        return words % self.count

    def get_success_url(self):
        return f"{self.object.get_workspace_url()}themes/"

    def get_context_data(self, **kwargs):
        return super().get_context_data(search=self.search, topic=self.topic, **kwargs)
