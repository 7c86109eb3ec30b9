"""News of consultations as Atom feeds: what opens, changes, closes and has results."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from audit import clock
from consultation.models import Comment, Notice, Round
from councils.models import Council
from councils.templatetags.portal_tags import moment

MOST = 50


@dataclass(frozen=True)
class Entry:
    """One piece of news."""

    key: str
    title: str
    words: str
    link: str
    at: dt.datetime


class AtomFeed(Feed):
    """Items are `Entry`s, the newest first. Addresses are of this installation."""

    feed_type = Atom1Feed

    def get_feed(self, obj, request):
        feed = super().get_feed(obj, request)
        feed.feed["link"] = f"{settings.SITE_ORIGIN}{self.link(obj)}"
        feed.feed["feed_url"] = f"{settings.SITE_ORIGIN}{request.path}"
        return feed

    def item_title(self, item):
        return item.title

    def item_description(self, item):
        return item.words

    def item_link(self, item):
        return f"{settings.SITE_ORIGIN}{item.link}"

    def item_guid(self, item):
        return f"urn:community-value-charters:{item.key}"

    def item_pubdate(self, item):
        return item.at

    item_updateddate = item_pubdate


class ConsultationFeed(AtomFeed):
    """All consultations of a council."""

    def get_object(self, request, council):
        return get_object_or_404(Council, slug=council)

    def title(self, council):
        return _("Consultations of %s") % council.name

    def link(self, council):
        return reverse("consultation:consultation_list", args=[council.slug])

    def items(self, council):
        rounds = Round.objects.for_council(council).public().for_reading()
        notices = Notice.objects.for_council(council).select_related(
            "round__consultation__council"
        )
        found = [
            entry
            for round in rounds.order_by("-closes_at")[:MOST]
            for entry in entries_of(round, clock.now())
        ]
        found += [entry_of(notice) for notice in notices[:MOST]]
        return newest_first(found)


class RoundFeed(AtomFeed):
    """One consultation, with its notices."""

    def get_object(self, request, council, slug):
        rounds = Round.objects.filter(
            consultation__council__slug=council, consultation__slug=slug
        )
        if number := getattr(slug, "number", None):
            rounds = rounds.filter(number=number)
        found = rounds.public().for_reading().order_by("-number").first()
        if found is None:
            raise Http404
        return found

    def title(self, round):
        return str(round)

    def link(self, round):
        return round.get_absolute_url()

    def items(self, round):
        notices = round.notices.all()[:MOST]
        entries = []
        for notice in notices:
            notice.round = round
            entries.append(entry_of(notice))
        return newest_first([*entries, *entries_of(round, clock.now())])


class CommentFeed(RoundFeed):
    """The published comments of one consultation, from the moment they are shown."""

    def title(self, round):
        return _("Comments: %s") % round

    def link(self, round):
        return reverse(
            "consultation:comment_list",
            args=[round.council.slug, round.slug],
        )

    def items(self, round):
        comments = Comment.objects.readable().filter(round=round).for_reading()
        return [entry_of_comment(one) for one in comments.order_by("-pk")[:MOST]]


def entry_of_comment(comment: Comment) -> Entry:
    stance = comment.get_stance_display()
    return Entry(
        f"comment:{comment.reference}",
        f"{comment.about}: {stance}" if stance else comment.about,
        f"{comment.response.public_label}: {comment.public_plain}",
        comment.get_absolute_url(),
        comment.written_at,
    )


def newest_first(entries: list[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: entry.at, reverse=True)[:MOST]


def entries_of(round: Round, now: dt.datetime) -> Iterator[Entry]:
    """What the clock and the council made of a round so far."""
    link = round.get_absolute_url()
    if round.is_cancelled:
        return  # its notice says so
    if round.has_opened(now):
        words = _("You can reply until %s, UK time.") % said(round.closes_at)
        title = _("Open: %s") % round
        yield Entry(f"{round.uid}:opened", title, words, link, round.opens_at)
    if round.has_closed(now):
        words = _("It closed at %s. We are reading the responses.")
        words %= said(round.closes_at)
        title = _("Closed: %s") % round
        yield Entry(f"{round.uid}:closed", title, words, link, round.closes_at)
    if round.has_results:
        title = _("Results: %s") % round
        words = _("What people said, what the council did, and why.")
        yield Entry(
            f"{round.uid}:reported",
            title,
            words,
            f"{link}results/",
            round.reported_at,
        )


def entry_of(notice: Notice) -> Entry:
    title = f"{notice.get_kind_display()}: {notice.round}"
    return Entry(
        str(notice.uid),
        title,
        notice.words,
        notice.get_absolute_url(),
        notice.published_at,
    )


def said(instant: dt.datetime) -> str:
    return moment(instant)
