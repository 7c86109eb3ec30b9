"""People who review a draft, what they suggest, and what becomes of it."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import ListView, TemplateView

from charters import reviewing
from charters.forms.reviewing import AnswerForm, InviteReviewerForm, SuggestForm
from charters.models import Clause, Reviewer, Section, Suggestion
from charters.views.writing import CharterWorkPage, ConfirmPage, WritePage
from councils.pages import ActPage


class People(CharterWorkPage, TemplateView):
    """Who was asked to read the draft, and when they were last here."""

    template_name = "charters/reviewer_list.html"

    def get_context_data(self, **kwargs):
        people = self.charter.reviewers.current().with_counts().select_related("user")
        return super().get_context_data(people=people, **kwargs)


class InviteReviewer(WritePage):
    permission_required = "charters.invite_reviewer"
    form_class = InviteReviewerForm
    template_name = "charters/reviewer_invite.html"

    def act(self, charter, form):
        found = form.cleaned_data
        self.reviewer = reviewing.invite(
            charter,
            found["email"],
            found["seat"],
            due_on=found["due_on"],
            by=self.request.user,
        )

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except OSError:
            form.add_error(
                None, _("The invitation could not be sent. Try again in a few minutes.")
            )
            return self.form_invalid(form)

    def get_success_message(self):
        return _("We have asked %(email)s to review the draft.") % {
            "email": self.reviewer.email
        }

    def get_success_url(self):
        return self.url("reviewer_list")


class RemoveReviewer(ConfirmPage):
    permission_required = "charters.invite_reviewer"
    title = gettext_lazy("Take this person off the charter?")
    button = gettext_lazy("Take them off")
    success_message = gettext_lazy("They are no longer asked to review the draft.")

    def find(self):
        people = self.charter.reviewers.current().select_related("user")
        return get_object_or_404(people, uid=self.kwargs["uid"])

    def get_effect(self):
        return _(
            "%(name)s can no longer suggest changes to this draft. What they suggested "
            "stays."
        ) % {"name": self.object}

    def act(self, reviewer, form):
        reviewer.remove(by=self.request.user)

    def get_success_url(self):
        return self.url("reviewer_list")


class ReviewPage(CharterWorkPage):
    """A page for somebody who was asked to review this draft."""

    permission_required = "charters.suggest_change"

    @cached_property
    def reviewer(self) -> Reviewer:
        seats = self.charter.reviewers.current().for_user(self.request.user)
        return seats.first()

    def get_context_data(self, **kwargs):
        return super().get_context_data(reviewer=self.reviewer, **kwargs)


class Review(ReviewPage, TemplateView):
    """The draft, with a link below each paragraph to suggest other words."""

    template_name = "charters/review.html"

    def get_context_data(self, **kwargs):
        self.reviewer.seen(self.request.user)
        mine = self.charter.suggestions.filter(by=self.request.user)
        return super().get_context_data(
            sections=self.charter.sections.prefetch_related("clauses"),
            mine=mine.select_related("charter__council"),
            **kwargs,
        )


class Suggest(ReviewPage, ActPage):
    """Other words for a paragraph, or a new paragraph for a section."""

    form_class = SuggestForm
    template_name = "charters/suggest.html"
    success_message = gettext_lazy(
        "Thank you. The people who write the charter will answer you."
    )

    @cached_property
    def section(self) -> Section:
        sections = Section.objects.filter(charter=self.charter)
        return get_object_or_404(
            sections.select_related("charter__council"), key=self.kwargs["key"]
        )

    @cached_property
    def clause(self) -> Clause | None:
        if "uid" not in self.kwargs:
            return None
        return get_object_or_404(self.section.clauses, uid=self.kwargs["uid"])

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"is_new": self.clause is None}

    def get_initial(self):
        return {"text": self.clause.text if self.clause else ""}

    def act(self, charter, form):
        found = form.cleaned_data
        Suggestion.make(
            self.reviewer,
            self.section,
            found["text"],
            clause=self.clause,
            drop=bool(found.get("drop")),
            reason=found["reason"],
            shows_name=found["shows_name"],
            by=self.request.user,
        )

    def get_success_url(self):
        return self.url("review")

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            section=self.section, clause=self.clause, **kwargs
        )


class SuggestionList(CharterWorkPage, ListView):
    """What was suggested, what waits first."""

    template_name = "charters/suggestion_list.html"
    paginate_by = 20

    def get_queryset(self):
        found = self.charter.suggestions.select_related("by", "charter__council")
        if self.request.GET.get("show") != "all":
            found = found.waiting()
        return found

    def get_context_data(self, **kwargs):
        shows_all = self.request.GET.get("show") == "all"
        return super().get_context_data(shows_all=shows_all, **kwargs)


class SuggestionPage(CharterWorkPage):
    def find(self):
        found = self.charter.suggestions.select_related(
            "charter__council", "by", "answered_by"
        )
        return get_object_or_404(found, uid=self.kwargs["uid"])

    def get_context_data(self, **kwargs):
        suggestion = self.get_object()
        return super().get_context_data(
            suggestion=suggestion,
            is_mine=suggestion.by_id == self.request.user.pk,
            **kwargs,
        )


class SuggestionDetail(SuggestionPage, TemplateView):
    """One suggestion and what became of it."""

    template_name = "charters/suggestion.html"


class AnswerSuggestion(SuggestionPage, WritePage):
    """Accept it, accept a part, or decline it with the reason."""

    permission_required = "charters.answer_suggestion"
    form_class = AnswerForm
    template_name = "charters/suggestion_answer.html"
    success_message = gettext_lazy("Your answer is saved.")

    def find(self):
        found = super().find()
        if not found.is_waiting:
            raise Http404
        return found

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"suggestion": self.get_object()}

    def act(self, suggestion, form):
        found, by = form.cleaned_data, self.request.user
        if found["decision"] == AnswerForm.DECLINE:
            suggestion.decline(found["answer"], by=by)
        elif found["decision"] == AnswerForm.PARTLY:
            suggestion.accept(text=found["text"], answer=found["answer"], by=by)
        else:
            suggestion.accept(answer=found["answer"], by=by)

    def get_success_url(self):
        return self.url("suggestion_list")


class TakeBackSuggestion(SuggestionPage, ConfirmPage):
    permission_required = "charters.suggest_change"
    title = gettext_lazy("Take your suggestion back?")
    button = gettext_lazy("Take it back")
    success_message = gettext_lazy("Your suggestion is taken back.")

    def find(self):
        found = super().find()
        if found.by_id != self.request.user.pk or not found.is_waiting:
            raise Http404
        return found

    def shown_text(self):
        return self.object.text or self.object.before

    def act(self, suggestion, form):
        suggestion.take_back(by=self.request.user)

    def get_success_url(self):
        return self.url("review")
