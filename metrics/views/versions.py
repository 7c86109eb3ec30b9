"""Versions of a list: what changed, and how the steward proposes the next one."""

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.functional import cached_property
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView, FormView

from audit.lifecycle import Refused
from councils import govuk
from metrics import differences, versions
from metrics.forms.lists import NewListForm, VersionForm
from metrics.models import Framework, Metric, Source
from metrics.views.steward import StewardPage
from records.tables import Row, Table

LINES_SHOWN = 200
PARTS = {
    "theme": _("Themes"),
    "outcome": _("Outcomes"),
    "criterion": _("Criteria"),
}


class FrameworkDifference(DetailView):
    """What was added, changed and withdrawn since the version before."""

    template_name = "metrics/framework_difference.html"

    def get_queryset(self):
        lists = Framework.objects.visible_to(self.request.user)
        return lists.exclude(replaces=None).select_related("replaces")

    def get_context_data(self, **kwargs):
        found = differences.between(
            versions.metrics_of(self.object.replaces), versions.metrics_of(self.object)
        )
        kinds = {
            kind: [one for one in found if one.kind == kind]
            for kind in ("added", "changed", "withdrawn", "same")
        }
        return super().get_context_data(
            counts={kind: len(some) for kind, some in kinds.items()},
            names={
                name: Metric._meta.get_field(name).verbose_name.capitalize()
                for name in differences.COMPARED
            },
            parts=[
                (PARTS[kind], changes)
                for kind, changes in versions.part_changes(self.object).items()
                if changes
            ],
            **kinds,
            **kwargs,
        )


class ListPage(StewardPage):
    """A page about a list that is being proposed, or about the version of one."""

    permission_required = "metrics.propose_framework"
    framework: Framework | None = None

    @property
    def key(self) -> str:
        """Where the session keeps the file between the two pages."""
        return f"version-{self.framework.slug}" if self.framework else "new-list"

    def check_url(self) -> str:
        return reverse("framework_new_check")

    def get_context_data(self, **kwargs):
        return super().get_context_data(framework=self.framework, **kwargs)


class VersionPage(ListPage):
    """A page about the version that shall follow a list."""

    @cached_property
    def framework(self) -> Framework:
        return get_object_or_404(Framework.objects.public(), slug=self.kwargs["slug"])

    def check_url(self) -> str:
        return reverse("framework_version_check", args=[self.framework.slug])


class NewList(ListPage, FormView):
    """A list that there was not before: what it is called, and its measures in a
    file."""

    template_name = "metrics/framework_version.html"
    form_class = NewListForm

    def form_valid(self, form):
        about = dict(form.cleaned_data)
        table = about.pop("file")
        for name in ("published_on", "applies_from"):
            about[name] = about[name].isoformat()
        self.request.session[self.key] = {
            "about": about,
            "header": table.header,
            "rows": [[row.number, row.cells] for row in table.rows],
        }
        return HttpResponseRedirect(self.check_url())


class NewVersion(VersionPage, NewList):
    """The list as a file with the changes in it, and what the version is called."""

    form_class = VersionForm

    def get_initial(self):
        return {"title": self.framework.title, "summary": self.framework.summary}


class CheckList(ListPage, FormView):
    """What the file would make of the list; the button proposes it."""

    template_name = "metrics/framework_version_check.html"
    form_class = govuk.EmptyForm

    @cached_property
    def kept(self) -> dict:
        kept = self.request.session.get(self.key)
        if kept is None:
            raise Http404
        return kept

    @cached_property
    def proposal(self) -> versions.Proposal:
        rows = [Row(number, cells) for number, cells in self.kept["rows"]]
        return versions.read(self.framework, Table(self.kept["header"], rows))

    def form_valid(self, form):
        about = dict(self.kept["about"])
        for name in ("published_on", "applies_from"):
            about[name] = parse_date(about[name])
        try:
            new = self.propose(about)
        except Refused as refusal:
            form.add_error(None, refusal)
            return self.form_invalid(form)
        del self.request.session[self.key]
        messages.success(
            self.request, __("“%s” is proposed. Decide on it when you like.") % new
        )
        return HttpResponseRedirect(reverse("steward"))

    def propose(self, about: dict) -> Framework:
        source, _is_new = Source.objects.get_or_create(
            key=f"list-{about['slug']}"[:60],
            defaults={"title": about.pop("source"), "read": __("Written by us.")},
        )
        about.pop("source", None)
        return versions.propose(
            self.proposal, by=self.request.user, source=source, **about
        )

    def get_context_data(self, **kwargs):
        plan = self.proposal.plan
        return super().get_context_data(
            about=self.kept["about"],
            plan=plan,
            carried=len(self.proposal.carried),
            withdrawn=[] if plan.errors else self.proposal.withdrawn,
            lines=(plan.errors or plan.changes)[:LINES_SHOWN],
            **kwargs,
        )


class CheckVersion(VersionPage, CheckList):
    """The same for the version of a list."""
