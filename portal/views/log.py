from django.db.models import Q
from django.views.generic import ListView

from audit.models import Checkpoint, Event
from councils.pages import WorkspacePage


class Log(WorkspacePage, ListView):
    """The council's own chain of the trail, newest first, for those who watch over it.

    It names no person: the ids of actors are random.
    """

    permission_required = "councils.read_trail"
    template_name = "portal/log.html"
    context_object_name = "events"
    paginate_by = 50

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

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            about=self.request.GET.get("about", ""),
            checkpoint=Checkpoint.objects.filter(chain=self.chain).last(),
            **kwargs,
        )
