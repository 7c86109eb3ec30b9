"""What all pages of one round share: finding the round."""

from django.http import Http404

from consultation.models import Round


class OfRound:
    """The page is about a round: the newest of the consultation in the address, or
    the one that `?round=` names. Visitors only find announced ones."""

    model = Round
    context_object_name = "round"

    def get_queryset(self):
        return super().get_queryset().for_reading()

    def get_object(self, queryset=None):
        if not hasattr(self, "_fetched"):
            rounds = self.get_queryset().filter(consultation__slug=self.kwargs["slug"])
            number = self.request.GET.get("round", "")
            if number.isdecimal() and len(number) < 5:
                rounds = rounds.filter(number=number)
            self._fetched = rounds.order_by("-number").first()
        if self._fetched is None:
            raise Http404
        return self._fetched

    def get_context_data(self, **kwargs):
        round = self.get_object()
        return super().get_context_data(
            **{
                "round": round,
                "consultation": round.consultation,
                "phase": round.phase(),
                **kwargs,
            }
        )


class OfAnnouncedRound(OfRound):
    """A page for everybody: plans are not shown on it, not even to officers."""

    def get_queryset(self):
        return self.model.objects.for_council(self.council).public().for_reading()
