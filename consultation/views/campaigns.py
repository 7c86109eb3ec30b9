"""Officers look for campaigns, and decide about each."""

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import DetailView

from consultation import campaigns, references
from consultation.forms.analysing import CampaignForm, OneIssueForm
from consultation.models import Campaign, Round
from consultation.views.planning import RoundAct
from consultation.views.rounds import OfRound, chosen
from councils.pages import ActPage, WorkspacePage

PAGE_SIZE = 20
AT_ONCE = 20_000  # comments; more are looked through in the background


class CampaignList(OfRound, WorkspacePage, DetailView):
    """Suggested and confirmed campaigns, and the figures with and without each."""

    permission_required = "consultation.read_responses"
    template_name = "consultation/campaign_list.html"

    def get_context_data(self, **kwargs):
        every = self.object.campaigns.filter(dissolved_at=None).with_counts()
        rule = campaigns.rule_in_force()
        return super().get_context_data(
            percent=round(rule.shared * 100),
            suggested=every.filter(confirmed_at=None).order_by("-member_count"),
            confirmed=every.confirmed().order_by("number"),
            tallies=campaigns.with_and_without(self.object),
            rule=rule,
            **kwargs,
        )


class LookForCampaigns(RoundAct):
    """Ask for new suggestions."""

    permission_required = "consultation.settle_campaign"
    template_name = "consultation/campaign_look.html"

    def act(self, round, form):
        if round.comments.count() > AT_ONCE:
            campaigns.look_later(round, by=self.request.user)
            self.found = None
        else:
            self.found = campaigns.look_for(round, by=self.request.user)

    def get_success_message(self):
        if self.found is None:
            return _("We are looking. Come back in a few minutes.")
        words = ngettext("%s suggestion.", "%s suggestions.", self.found)
        return words % self.found

    def get_success_url(self):
        return f"{self.object.get_workspace_url()}campaigns/"


class CampaignPage(ActPage):
    """A page about one campaign."""

    model = Campaign
    slug_field = "number"
    slug_url_kwarg = "number"
    context_object_name = "campaign"
    permission_required = "consultation.settle_campaign"

    def get_queryset(self):
        rounds = Round.objects.for_council(self.council).for_reading()
        round = chosen(rounds, self)
        if round is None:
            raise Http404
        return round.campaigns.filter(dissolved_at=None).with_counts()

    @property
    def list_url(self) -> str:
        return f"{self.object.round.get_workspace_url()}campaigns/"

    def get_success_url(self):
        return f"{self.list_url}{self.object.number}/"

    def get_context_data(self, **kwargs):
        campaign = self.object
        return super().get_context_data(
            campaign=campaign,
            round=campaign.round,
            consultation=campaign.round.consultation,
            **kwargs,
        )


class ConfirmCampaign(CampaignPage):
    """The common text, what senders added, and the decision."""

    template_name = "consultation/campaign_detail.html"
    form_class = CampaignForm
    success_message = gettext_lazy("Campaign confirmed")

    def get_initial(self):
        return {"title": self.object.title}

    def act(self, campaign, form):
        campaign.confirm(form.cleaned_data["title"], by=self.request.user)

    def get_context_data(self, **kwargs):
        campaign = self.object
        counted = Q(
            comment__response__standing="counted", comment__response__withdrawn_at=None
        )
        members = campaign.members.filter(counted).select_related(
            *("comment__response__area", "comment__edition_clause"),
            *("comment__edition_priority",),
        )
        if self.request.GET.get("show") != "all":
            members = members.filter(has_addition=True)
        members = Paginator(members.order_by("pk"), PAGE_SIZE)
        page = members.get_page(self.request.GET.get("page"))
        rows = [
            (member, campaigns.added_words(campaign, member.comment)) for member in page
        ]
        known = references.known_of(campaign.round)
        return super().get_context_data(
            page=page,
            rows=rows,
            cites=references.hints(campaign.common, known),
            issue_form=OneIssueForm(round=campaign.round),
            shows_all=self.request.GET.get("show") == "all",
            **kwargs,
        )


class DissolveCampaign(CampaignPage):
    """They only look alike."""

    template_name = "consultation/campaign_dissolve.html"
    success_message = gettext_lazy("The comments are read one by one")

    def act(self, campaign, form):
        campaign.dissolve(by=self.request.user)

    def get_success_url(self):
        return self.list_url


class ReadAdditions(CampaignPage):
    """What senders added was read."""

    template_name = "consultation/campaign_additions.html"
    success_message = gettext_lazy("Saved that the added words are read")

    def act(self, campaign, form):
        campaign.mark_additions_read(by=self.request.user)


class GatherCampaign(CampaignPage):
    """Put all comments of a campaign into one issue."""

    permission_required = "consultation.gather_comments"
    template_name = "consultation/campaign_gather.html"
    form_class = OneIssueForm

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "round": self.object.round}

    def act(self, campaign, form):
        issue = form.cleaned_data["issue"]
        self.gathered = issue.gather(campaign.comments, by=self.request.user)

    def get_success_message(self):
        words = ngettext(
            "%s comment joined the issue", "%s comments joined the issue", self.gathered
        )
        return words % self.gathered


class LeaveOut(CampaignPage):
    """Take one comment out of the campaign."""

    template_name = "consultation/campaign_leave_out.html"
    success_message = gettext_lazy("The comment is out of the campaign")

    @property
    def comment(self):
        return get_object_or_404(
            self.object.comments, reference=self.kwargs["reference"]
        )

    def act(self, campaign, form):
        campaign.leave_out(self.comment, by=self.request.user)

    def get_context_data(self, **kwargs):
        return super().get_context_data(comment=self.comment, **kwargs)
