"""Writing a response without an account: comment pages and the basket."""

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView

from charters.models import EditionClause, EditionPriority
from consultation import drafts, routing
from consultation.forms.responding import FirstCommentForm, FurtherCommentForm
from consultation.models import Comment, Draft
from consultation.parcels import SectionPart
from consultation.views.at_the_desk import DraftingPage, PutsAside
from consultation.views.not_taken import SaysWhenNothingIsTaken
from councils.models import Area

WORDS = ("stance", "text", "wanted_change")


class CommentPage(SaysWhenNothingIsTaken, PutsAside, DraftingPage, FormView):
    """Write about one thing. The first time we also ask what describes you.

    A subclass says in `part()` what it is about: a paragraph, a priority, or None for
    the whole draft.
    """

    template_name = "consultation/comment_form.html"

    @property
    def subject(self) -> str:
        return drafts.subject_of(self.part())

    @property
    def is_first(self) -> bool:
        return not (self.draft and self.draft.is_described)

    def get_form_class(self):
        return FirstCommentForm if self.is_first else FurtherCommentForm

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "council": self.council}

    def get_initial(self):
        if self.draft is None:
            return {}
        return {**self.draft.about, **(self.draft.comment_on(self.subject) or {})}

    def form_valid(self, form):
        if refusal := self.round.why_not_now():
            form.add_error(None, refusal)
            return self.form_invalid(form)
        if not self.round.is_open() and not self.round.takes_late_responses():
            form.add_error(
                None,
                _(
                    "The consultation is over and every comment has its answer, so "
                    "nothing can be added. Copy what you wrote and send it to the "
                    "council."
                ),
            )
            return self.form_invalid(form)
        is_first = self.is_first
        draft, token = self.begun()
        draft.suspicion = draft.suspicion or form.suspicion()
        draft.write(
            self.subject,
            {name: form.cleaned_data[name] for name in WORDS},
            form.about() if is_first else None,
        )
        following = self.onward_first() if is_first else self.onward()
        return self.remember(HttpResponseRedirect(following), token)

    def post(self, request, *args, **kwargs):
        if "later" in request.POST:
            return self.keep_for_later()
        return super().post(request, *args, **kwargs)

    def keep_for_later(self):
        """Keep the words as they are, finished or not, and hand out a link."""
        token = self.put_aside(self.get_form())
        return self.remember(HttpResponseRedirect(self.url("come_back")), token)

    def put_aside(self, form) -> str:
        """Keep what can be read; what is missing or wrong can wait."""
        form.is_valid()
        draft, token = self.begun()
        words = {name: str(self.request.POST.get(name, "")) for name in WORDS}
        words["text"] = words["text"][: Comment.LONGEST]
        words["wanted_change"] = words["wanted_change"][: Comment.LONGEST_CHANGE]
        if words["stance"] not in Comment.Stance.values:
            words["stance"] = ""
        about = form.about() if self.is_first else {}
        if words["text"].strip():
            draft.write(self.subject, {**words, "is_unfinished": True}, about)
        else:
            draft.describe(about)
        return token

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            part=self.part(), is_first=self.is_first, **kwargs
        )


class CommentOnParagraph(CommentPage):
    def part(self):
        if not hasattr(self, "_part"):
            self._part = get_object_or_404(
                EditionClause, edition=self.round.edition_id, uid=self.kwargs["pid"]
            )
        return self._part

    def get_context_data(self, **kwargs):
        return super().get_context_data(clause=self.part(), **kwargs)


class CommentOnPriority(CommentPage):
    def part(self):
        if not hasattr(self, "_part"):
            self._part = get_object_or_404(
                EditionPriority, edition=self.round.edition_id, code=self.kwargs["code"]
            )
        return self._part

    def get_context_data(self, **kwargs):
        return super().get_context_data(priority=self.part(), **kwargs)


class CommentOnSection(CommentPage):
    def part(self):
        key = self.kwargs["section"]
        found = (part for part in drafts.sections_of(self.round) if part.key == key)
        part = next(found, None)
        if part is None:
            raise Http404
        return part

    def get_context_data(self, **kwargs):
        return super().get_context_data(section=self.part(), **kwargs)


class CommentOnWhole(CommentPage):
    def part(self):
        return None


class Respond(SaysWhenNothingIsTaken, DraftingPage, TemplateView):
    """Where a response starts: what you can comment on, what you have written."""

    template_name = "consultation/respond.html"

    def get_context_data(self, **kwargs):
        document = self.round.edition.document
        return super().get_context_data(
            sections=document["sections"],
            has_priorities=bool(document["priorities"]),
            first_question=self.round.questions.order_by("number").first(),
            entries=entries(self.draft) if self.draft else [],
            answered=answered(self.draft) if self.draft else [],
            **kwargs,
        )


class RemoveComment(DraftingPage, TemplateView):
    """Take one comment out of the draft, after a question."""

    template_name = "consultation/comment_remove.html"

    def entry(self):
        place = self.kwargs["place"]
        found = entries(self.draft) if self.draft else []
        if not 1 <= place <= len(found):
            raise Http404
        return found[place - 1]

    def get_context_data(self, **kwargs):
        return super().get_context_data(entry=self.entry(), **kwargs)

    def post(self, request, *args, **kwargs):
        self.draft.drop(self.entry()["subject"])
        return HttpResponseRedirect(
            self.url("respond" if self.draft.is_empty else "check")
        )


class Discard(DraftingPage, TemplateView):
    """Delete everything that is written and not sent."""

    template_name = "consultation/draft_discard.html"

    def post(self, request, *args, **kwargs):
        if self.draft:
            self.draft.discard()
        return self.forget(HttpResponseRedirect(self.round.get_absolute_url()))


def entries(draft: Draft) -> list[dict]:
    """What is written so far, each with what it is about and where to change it."""
    parts = drafts.parts_of(draft)
    stances = dict(Comment.Stance.choices)
    base = draft.round.get_absolute_url()
    return [
        {
            **entry,
            "place": place,
            "part": parts.get(entry["subject"]),
            "about": about(parts.get(entry["subject"])),
            "stance_label": stances.get(entry.get("stance", ""), ""),
            "url": base + address_of(parts.get(entry["subject"])),
        }
        for place, entry in enumerate(draft.comments, start=1)
    ]


def answered(draft: Draft) -> list[dict]:
    """The questions that the draft leads to, each with its answer in words."""
    questions = list(draft.round.questions.in_order())
    for question in questions:
        question.round = draft.round
    given = draft.numbered
    return [
        {
            "question": question,
            "said": question.said(given[question.number])
            if question.number in given
            else [],
        }
        for question in routing.path(questions, given)
    ]


def about(part) -> str:
    if isinstance(part, EditionClause):
        return _("Paragraph %s") % part.number
    if isinstance(part, EditionPriority):
        return _("Priority %(code)s, %(title)s") % {
            "code": part.code,
            "title": part.title,
        }
    if isinstance(part, SectionPart):
        return _("Section %s") % part.title
    return _("The whole charter")


def address_of(part) -> str:
    if isinstance(part, EditionClause):
        return f"paragraphs/{part.uid}/comment/"
    if isinstance(part, EditionPriority):
        return f"priorities/{part.code}/comment/"
    if isinstance(part, SectionPart):
        return f"sections/{part.key}/comment/"
    return "respond/whole/"


def area_name(council, code: str) -> str:
    area = Area.objects.for_council(council).filter(code=code).first()
    return area.name if area else ""
