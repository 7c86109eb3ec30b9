"""What was found after the results were published: log it, read it, settle it."""

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultation import found_late
from consultation.forms.finding import FoundForm, SettleForm
from consultation.models import LateFind
from consultation.views.planning import RoundAct

FIGURES = (
    ("responses", gettext_lazy("Responses")),
    ("comments", gettext_lazy("Comments")),
    ("late", gettext_lazy("Of the responses, late")),
    ("too_late", gettext_lazy("Late, and not taken into account")),
    ("signatures", gettext_lazy("Signatures")),
)


class FoundLate(RoundAct):
    """Every find of a round, and a way to log another."""

    permission_required = "consultation.log_late_find"
    template_name = "consultation/found_list.html"
    form_class = FoundForm
    success_message = gettext_lazy("Logged. Take the responses in now")

    def obstacles_for(self, round):
        if not round.has_results:
            return [
                _(
                    "The results are not published yet, so take the responses in as "
                    "usual."
                )
            ]
        return []

    def act(self, round, form):
        self.find = found_late.log(
            round, form.cleaned_data["about"], by=self.request.user
        )

    def get_success_url(self):
        return self.find.get_workspace_url()

    def get_context_data(self, **kwargs):
        finds = list(self.object.late_finds.order_by("-number"))
        for find in finds:
            find.round = self.object
        waiting = self.object.responses.found_late().counted().filter(late_finds=None)
        return super().get_context_data(
            finds=finds,
            is_reading=any(not find.settled_at for find in finds),
            unlogged=waiting.count() if self.object.has_results else 0,
            **kwargs,
        )


class SettleFind(RoundAct):
    """What is left to do about a find, what it does to the figures, and the verdict."""

    permission_required = "consultation.settle_late_find"
    template_name = "consultation/found_settle.html"
    form_class = SettleForm
    success_message = gettext_lazy("Settled. A public notice says so")

    @cached_property
    def find(self) -> LateFind:
        found = get_object_or_404(
            self.object.late_finds.select_related("notice"),
            number=self.kwargs["number"],
        )
        found.round = self.object
        return found

    def obstacles_for(self, round):
        return found_late.obstacles(self.find)

    def act(self, round, form):
        found_late.settle(
            self.find,
            form.cleaned_data["changes_findings"],
            form.cleaned_data["reason"],
            by=self.request.user,
        )

    def get_success_url(self):
        return self.find.get_workspace_url()

    def get_context_data(self, **kwargs):
        round, find = self.object, self.find
        published = round.statements.filter(built_at__lt=find.logged_at)
        before = published.order_by("-number").first()
        was = before.content["figures"] if before else {}
        now = round.figures()
        return super().get_context_data(
            find=find,
            found=find.found().count(),
            counted=find.found().counted().count(),
            rows=[(label, was.get(key, ""), now[key]) for key, label in FIGURES],
            added=find.added().order_by("number"),
            revised=find.revised().order_by("number"),
            **kwargs,
        )
