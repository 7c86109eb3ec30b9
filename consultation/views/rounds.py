"""What all pages of one round share: finding the round."""

from django.http import Http404

from consultation.models import Round


def chosen(rounds, page) -> Round | None:
    """The round that the address of a page names, out of those that it may show."""
    slug = page.kwargs["slug"]
    number = slug.number or page.request.GET.get("round", "")
    rounds = rounds.filter(consultation__slug=slug)
    if str(number).isdecimal() and len(str(number)) < 5:
        rounds = rounds.filter(number=number)
    return rounds.order_by("-number").first()


class OfRound:
    """The page is about the round that the address names, in its path or as `?round=`,
    or the newest of the consultation. Visitors only find announced ones."""

    model = Round
    context_object_name = "round"

    def get_queryset(self):
        return super().get_queryset().for_reading()

    def get_object(self, queryset=None):
        if not hasattr(self, "_fetched"):
            self._fetched = chosen(self.get_queryset(), self)
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
