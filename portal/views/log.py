from typing import ClassVar

from django.db.models import Q
from django.http import Http404
from django.views.generic import ListView, View

from audit.models import Checkpoint, Event
from councils.pages import WorkspacePage
from records import copying, exports
from records.copying import Table, moment, number, words


class OfTrail(WorkspacePage):
    """The council's own chain of the trail, newest first, for those who watch over it.

    It names no person: the ids of actors are random.
    """

    permission_required = "councils.read_trail"

    @property
    def chain(self) -> str:
        return f"council:{self.council.uid}"

    def get_queryset(self):
        events = Event.objects.filter(chain=self.chain).order_by("-sequence")
        if wanted := self.request.GET.get("about", "").strip():
            events = events.filter(
                Q(verb__startswith=wanted) | Q(subject_label__icontains=wanted)
            )
        return events


class Log(OfTrail, ListView):
    """The entries on pages."""

    template_name = "portal/log.html"
    context_object_name = "events"
    paginate_by = 50

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            about=self.request.GET.get("about", ""),
            checkpoint=Checkpoint.objects.filter(chain=self.chain).last(),
            **kwargs,
        )


class LogFile(OfTrail, View):
    """The entries as a file, with the hashes by which the chain can be followed."""

    COLUMNS: ClassVar = {
        "entry": number("sequence"),
        "happened at": moment("happened_at"),
        "recorded at": moment("recorded_at"),
        "what": number("verb"),
        "kind": number("subject_kind"),
        "reference": words("subject_reference"),
        "about": words("subject_label"),
        "who": number("actor"),
        "data": words("data"),
        "hash of the entry before": number("previous_hash"),
        "hash": number("hash"),
    }

    def get(self, request, *args, **kwargs):
        kind = self.kwargs["kind"]
        if kind not in exports.TYPES:
            raise Http404
        table = Table(list(self.COLUMNS), self.get_queryset(), [*self.COLUMNS.values()])
        return copying.download(f"{self.council.slug}-record", table, kind)
