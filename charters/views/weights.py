"""What priorities weigh: for everybody to work out again, and for officers to set."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView, TemplateView

from charters.forms.weights import WeightForm
from charters.models import Charter, EditionPriority, PriorityWeight
from charters.views.writing import CharterWorkPage, ConfirmPage, WritePage
from councils.pages import CouncilPage
from records import exports


def weights_of(charter) -> list[dict]:
    """Each weight that holds now, with what its priority is called."""
    weights = list(PriorityWeight.objects.of(charter))
    uids = [weight.name.uid for weight in weights]
    frozen = EditionPriority.objects.filter(edition__charter=charter, uid__in=uids)
    titles = dict(frozen.order_by("edition__frozen_at").values_list("uid", "title"))
    return [
        {"weight": weight, "title": titles.get(weight.name.uid, weight.code)}
        for weight in weights
    ]


class Weights(CouncilPage, DetailView):
    """How people shared their points, the sums in full, and what was set by hand."""

    model = Charter
    template_name = "charters/weights.html"

    def get_queryset(self):
        return super().get_queryset().public().select_related("council")

    def get_context_data(self, **kwargs):
        rows = weights_of(self.object)
        points = rows[0]["weight"].points if rows else None
        codes = [row["weight"].code for row in rows]
        return super().get_context_data(
            rows=rows,
            points=points,
            codes=codes,
            groups=[
                {"group": one, "points": [one.points.get(code, 0) for code in codes]}
                for one in (points.data if points else ())
            ],
            is_balanced=bool(rows) and rows[0]["weight"].balanced is not None,
            all=sum(row["weight"].weight for row in rows),
            set_by_hand=[row for row in rows if row["weight"].override_reason],
            **kwargs,
        )


class WeightsFile(Weights):
    """The same counts as a file: all that the sums need."""

    def render_to_response(self, context, **kwargs):
        if not context["rows"]:
            raise Http404
        codes = context["codes"]
        rows = [
            (one.label, one.people, one.answers, *row["points"])
            for row in context["groups"]
            for one in [row["group"]]
        ]
        name = f"{self.council.slug}-{self.object.slug}-points"
        header = ("Place", "People who live there", "Answers", *codes)
        return exports.download(name, header, rows, is_public=True)


class WeightWork(CharterWorkPage, TemplateView):
    """The weights as officers see them, each with its link to change it."""

    template_name = "charters/weight_work.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(rows=weights_of(self.charter), **kwargs)


class OneWeight:
    """A page about the weight of one priority."""

    permission_required = "charters.set_weight"

    def find(self):
        weights = PriorityWeight.objects.of(self.charter)
        code = self.kwargs["code"]
        letter, number = code[:1], code[1:]
        if letter != "P" or not (number.isascii() and number.isdecimal()):
            raise Http404
        return get_object_or_404(weights, name__number=number[:9])

    @cached_property
    def title_of_priority(self) -> str:
        shown = weights_of(self.charter)
        code = self.get_object().code
        return next(row["title"] for row in shown if row["weight"].code == code)

    def get_success_url(self):
        return self.url("weight_work")


class SetWeight(OneWeight, WritePage):
    form_class = WeightForm
    template_name = "charters/weight_set.html"
    success_message = gettext_lazy("The weight and its reason are public now.")

    def get_initial(self):
        weight = self.get_object()
        return {"weight": weight.weight, "reason": weight.override_reason}

    def act(self, weight, form):
        found = form.cleaned_data
        weight.set_by_hand(found["weight"], found["reason"], by=self.request.user)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            weight=self.object,
            priority_title=self.title_of_priority,
            back=self.get_success_url(),
            **kwargs,
        )


class FollowPoints(OneWeight, ConfirmPage):
    title = gettext_lazy("Go back to what people said?")
    button = gettext_lazy("Use people’s own weight")
    button_kind = ""
    success_message = gettext_lazy("It weighs what people said.")

    def get_effect(self):
        return _("The weight set by hand and its reason go. The log keeps both.")

    def shown_text(self):
        return f"{self.get_object().code} {self.title_of_priority}"

    def act(self, weight, form):
        weight.follow_points(by=self.request.user)
