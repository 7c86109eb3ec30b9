"""Priorities with their outcomes and targets, as officers write them."""

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from charters import commons, document
from charters.forms import OutcomeForm, PriorityForm, TargetForm
from charters.models import Outcome, Priority, PriorityName, Target
from charters.reading import colour_of
from charters.views.reading import ChecksWords
from charters.views.writing import CharterWorkPage, ConfirmPage, WritePage
from metrics.sentences import Sentence

WORDS = ("title", "statement", "why", "who_benefits", "theme")


class PriorityWorkList(CharterWorkPage, TemplateView):
    """All priorities of a charter, in their order."""

    template_name = "charters/priority_work_list.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            priorities=self.charter.priorities.with_targets(),
            advice=self.charter.advice(),
            **kwargs,
        )


class PriorityPage(CharterWorkPage):
    """A page about one priority of the working text."""

    def find_priority(self) -> Priority:
        names = PriorityName.objects.for_council(self.council)
        return get_object_or_404(
            Priority.objects.filter(charter=self.charter).select_related(
                "name", "charter__council"
            ),
            name__in=names.with_code(self.kwargs["code"]),
        )

    def priority_url(self) -> str:
        return self.url("priority_work", self.kwargs["code"])


class PriorityWork(PriorityPage, TemplateView):
    """One priority: its words, outcomes and targets, each with its links."""

    template_name = "charters/priority_work.html"

    def get_context_data(self, **kwargs):
        found = self.charter.priorities.with_targets()
        priority = get_object_or_404(found, pk=self.find_priority().pk)
        borrowing = getattr(priority, "borrowing", None)
        origin = borrowing.origin if borrowing else None
        return super().get_context_data(
            priority=priority,
            origin=origin,
            use=commons.uses_of([origin.uid])[origin.uid] if origin else None,
            promises=promises_of(priority),
            colour=colour_of(str(priority.get_theme_display())),
            missing=[
                obstacle
                for obstacle in self.charter.obstacles("consulting")
                if getattr(obstacle, "key", "") == priority.code
            ],
            grounds=priority.rests_on.select_related("section"),
            **kwargs,
        )


def promises_of(priority: Priority) -> dict[int, Sentence]:
    """Each target as one sentence, or with the names of the parts it lacks."""
    places = ", ".join(area.name for area in priority.areas.all())
    return {
        target.pk: Sentence(
            who=_("Our suppliers"),
            what=target.metric.title,
            whom=priority.who_benefits,
            where=places or priority.charter.council.name,
            how_many=f"{target.level.normalize():,f} {target.metric.unit}",
            by_when=document.said(target.due_on.isoformat()),
            evidence=target.metric.proof,
        )
        for outcome in priority.outcomes.all()
        for target in outcome.targets.all()
    }


class PriorityWritePage(PriorityPage, WritePage):
    def find(self):
        return self.find_priority()

    def get_success_url(self):
        return self.priority_url()


def words_of(form) -> dict:
    """What the form says of the priority, places and paragraphs included."""
    found = {name: form.cleaned_data[name].strip() for name in WORDS}
    for name in ("areas", "rests_on", "facts"):
        if name in form.cleaned_data:
            found[name] = form.cleaned_data[name]
    return found


class AddPriority(ChecksWords, WritePage):
    form_class = PriorityForm
    template_name = "charters/priority_add.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"charter": self.charter}

    def act(self, charter, form):
        words = words_of(form)
        self.priority = Priority.add(charter, by=self.request.user, **words)

    def get_success_message(self):
        return _("%s is added. Now add the outcome that people should see.") % (
            self.priority.code
        )

    def get_success_url(self):
        return self.url("priority_work", self.priority.code)


class EditPriority(ChecksWords, PriorityWritePage):
    form_class = PriorityForm
    template_name = "charters/priority_edit.html"
    success_message = gettext_lazy("The priority is saved.")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"charter": self.charter}

    def get_initial(self):
        priority = self.get_object()
        found = {name: getattr(priority, name) for name in WORDS}
        return found | {
            "version": priority.version,
            "areas": priority.areas.all(),
            "rests_on": priority.rests_on.all(),
            "facts": priority.facts.all(),
        }

    def act(self, priority, form):
        priority.rewrite(
            by=self.request.user,
            version=form.cleaned_data["version"],
            **words_of(form),
        )

    def form_invalid(self, form):
        """After a conflict the page shows the other text beside what was typed."""
        refusals = form.errors.as_data().get("__all__", [])
        if any(refusal.code == "edit_conflict" for refusal in refusals):
            fresh = self.find_priority()
            form.data = form.data.copy()
            form.data["version"] = fresh.version
            context = self.get_context_data(form=form, theirs=fresh)
            return self.render_to_response(context, status=409)
        return super().form_invalid(form)


class MovePriority(PriorityWritePage):
    """Up or down in the order; asked by a button on the list."""

    http_method_names = ["post"]

    def act(self, priority, form):
        up = self.request.POST.get("way") == "up"
        (priority.move_up if up else priority.move_down)(by=self.request.user)

    def form_invalid(self, form):
        return HttpResponseRedirect(self.get_success_url())

    def get_success_url(self):
        return self.url("priority_work_list")


class RemovePriority(PriorityWritePage, ConfirmPage):
    title = gettext_lazy("Remove this priority?")
    button = gettext_lazy("Remove the priority")
    success_message = gettext_lazy("The priority is removed.")

    def get_effect(self):
        return _("%s goes from this charter. Its code is not used again.") % (
            self.object.code
        )

    def shown_text(self):
        return f"{self.object.title}\n\n{self.object.statement}"

    def act(self, priority, form):
        priority.remove(by=self.request.user)

    def get_success_url(self):
        return self.url("priority_work_list")


class AddOutcome(PriorityWritePage):
    form_class = OutcomeForm
    template_name = "charters/outcome_form.html"
    success_message = gettext_lazy("The outcome is added. Now set a target for it.")
    extra_context = {"is_new": True}

    def act(self, priority, form):
        priority.add_outcome(form.cleaned_data["statement"], by=self.request.user)


class OutcomePage(PriorityWritePage):
    def find(self):
        outcomes = Outcome.objects.filter(priority=self.find_priority())
        outcomes = outcomes.select_related("priority__charter__council")
        return get_object_or_404(outcomes, uid=self.kwargs["outcome"])


class EditOutcome(OutcomePage):
    form_class = OutcomeForm
    template_name = "charters/outcome_form.html"
    success_message = gettext_lazy("The outcome is saved.")

    def get_initial(self):
        return {"statement": self.get_object().statement}

    def act(self, outcome, form):
        outcome.reword(form.cleaned_data["statement"], by=self.request.user)


class RemoveOutcome(OutcomePage, ConfirmPage):
    title = gettext_lazy("Remove this outcome?")
    button = gettext_lazy("Remove the outcome")
    success_message = gettext_lazy("The outcome is removed.")

    def get_effect(self):
        return _("It goes with its targets.")

    def shown_text(self):
        return self.object.statement

    def act(self, outcome, form):
        outcome.remove(by=self.request.user)


class AddTarget(OutcomePage):
    form_class = TargetForm
    template_name = "charters/target_form.html"
    success_message = gettext_lazy("The target is added.")
    extra_context = {"is_new": True}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"charter": self.charter}

    def get_context_data(self, **kwargs):
        return super().get_context_data(outcome=self.get_object(), **kwargs)

    def act(self, outcome, form):
        outcome.add_target(**form.cleaned_data, by=self.request.user)


class TargetPage(OutcomePage):
    def find(self):
        targets = Target.objects.filter(outcome=super().find()).select_related(
            "metric", "outcome__priority__charter__council"
        )
        found = targets.filter(uid=self.kwargs["target"]).first()
        if found is None:
            raise Http404
        return found


class EditTarget(TargetPage):
    form_class = TargetForm
    template_name = "charters/target_form.html"
    success_message = gettext_lazy("The target is saved.")

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"charter": self.charter}

    def get_initial(self):
        names = ("metric", "level", "due_on", "baseline", "baseline_on")
        return {name: getattr(self.get_object(), name) for name in names}

    def get_context_data(self, **kwargs):
        return super().get_context_data(outcome=self.get_object().outcome, **kwargs)

    def act(self, target, form):
        target.change(**form.cleaned_data, by=self.request.user)


class RemoveTarget(TargetPage, ConfirmPage):
    title = gettext_lazy("Remove this target?")
    button = gettext_lazy("Remove the target")
    success_message = gettext_lazy("The target is removed.")

    def shown_text(self):
        return str(self.object)

    def act(self, target, form):
        target.remove(by=self.request.user)
