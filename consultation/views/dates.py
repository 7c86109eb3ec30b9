"""The dates of rounds for everybody: notices, the proof of the deadline, calendars."""

import datetime as dt

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.views.generic import DetailView, View
from django.views.generic.detail import SingleObjectMixin

from audit.models import Event
from consultation import deadline
from consultation.closing_date import calendar_of, calendar_of_council
from consultation.models import Round
from consultation.views.rounds import OfAnnouncedRound
from councils.pages import CouncilPage


class NoticeList(OfAnnouncedRound, CouncilPage, DetailView):
    """Everything the council said about the round after it was announced."""

    template_name = "consultation/notice_list.html"
    page_size = 20

    def get_context_data(self, **kwargs):
        notices = self.object.notices.select_related("edition_clause")
        page = Paginator(notices, self.page_size).get_page(self.request.GET.get("page"))
        return super().get_context_data(page=page, **kwargs)


class Deadline(OfAnnouncedRound, CouncilPage, DetailView):
    """Proof of the closing instant: how it was set, moved and kept."""

    template_name = "consultation/deadline.html"

    def get_context_data(self, **kwargs):
        round = self.object
        announced = (
            Event.objects.filter(
                verb="round.scheduled", subject_reference=str(round.uid)
            )
            .order_by("-sequence")
            .first()
        )
        return super().get_context_data(
            announced=announced,
            closes_utc=round.closes_at.astimezone(dt.UTC).isoformat(),
            moves=round.notices.about_dates().order_by("published_at", "pk"),
            clocks_change=deadline.clocks_change_near(round.closes_at),
            counts=deadline.counts(round) if round.has_closed() else None,
            **kwargs,
        )


def calendar_answer(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="text/calendar")
    answer["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return answer


class Dates(OfAnnouncedRound, CouncilPage, SingleObjectMixin, View):
    """The dates of one round, for a calendar."""

    def get(self, request, *args, **kwargs):
        round = self.get_object()
        return calendar_answer(calendar_of(round), round.consultation.slug)


class CouncilDates(CouncilPage, View):
    """The dates of all rounds of a council, for a calendar that subscribes."""

    MOST = 100

    def get(self, request, *args, **kwargs):
        rounds = (
            Round.objects.for_council(self.council)
            .public()
            .for_reading()
            .with_notices()
        )
        newest = rounds.order_by("-closes_at")[: self.MOST]
        content = calendar_of_council(self.council, newest)
        return calendar_answer(content, f"{self.council.slug}-consultations")
