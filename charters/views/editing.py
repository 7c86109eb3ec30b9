"""Writing the paragraphs of a section. Works without JavaScript."""

from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import View

from audit import clock
from charters import beside, conflict
from charters.forms import ParagraphsForm
from charters.forms.writing import is_uid
from charters.models import EditConflict, UnsavedWords
from charters.views.reading import ChecksWords
from charters.views.sections import SectionPage
from councils.govuk_fields import say_time

ACTS = {"up": "move_up", "down": "move_down", "join": "join_next"}
PAGES = {
    "remove": "clause_remove",
    "split": "clause_split",
    "move": "clause_move",
    "history": "clause_history",
}


class ParagraphsPage(SectionPage):
    """Has the form with all paragraphs, and what this person typed before."""

    form_class = ParagraphsForm

    @cached_property
    def kept(self) -> UnsavedWords | None:
        return UnsavedWords.objects.of(self.get_object(), self.request.user)

    def get_form_kwargs(self):
        section = self.get_object()
        return super().get_form_kwargs() | {
            "section": section,
            "clauses": list(section.clauses.all()),
            "kept": None if self.charter.why_locked() else self.kept,
            "after": self.request.GET.get("after", ""),
        }


class EditSection(ChecksWords, ParagraphsPage):
    """All paragraphs of a section in one form; each button saves before it acts."""

    template_name = "charters/section_edit.html"
    refused: EditConflict | None = None

    def get_initial(self):
        section = self.get_object()
        return {"is_complete": "yes" if section.is_complete else ""}

    def form_valid(self, form):
        self.wish, _colon, self.target = self.request.POST.get("do", "").partition(":")
        if self.wish == "continue" and not form.cleaned_data["is_complete"]:
            form.add_error(
                "is_complete", _("Select whether you have completed this section")
            )
            return self.form_invalid(form)
        try:
            return super().form_valid(form)
        finally:
            self.wish = self.wish or "stay"

    def act(self, section, form):
        """Save what was sent, then do what the button said."""
        by = self.request.user
        try:
            section.write(form.sent(), version=form.cleaned_data["version"], by=by)
        except EditConflict as refusal:
            self.refused = refusal
            raise
        UnsavedWords.objects.forget(section, by)
        answer = form.cleaned_data["is_complete"]
        if answer and (answer == "yes") != section.is_complete:
            section.mark_complete(answer == "yes", by=by)
        if self.wish in ACTS:
            clause = get_object_or_404(section.clauses, uid=self.target)
            getattr(clause, ACTS[self.wish])(by=by)

    def form_invalid(self, form):
        self._keep(form)
        if self.refused is not None:
            return self.show_conflict(form)
        return super().form_invalid(form)

    def _keep(self, form) -> None:
        """Put aside what could not be saved, in case the page is closed."""
        version = form.data.get("version", "")
        if version.isdecimal():
            UnsavedWords.objects.keep(
                self.object, form.typed(), version=int(version), by=self.request.user
            )

    def show_conflict(self, form):
        """Both texts side by side, with nothing lost, and the way on."""
        fresh = self.refused.section
        last = fresh.history.select_related("history_user").first()
        return self.response_class(
            request=self.request,
            template=["charters/section_conflict.html"],
            context=self.get_context_data(
                form=None,
                rows=conflict.rows(fresh, self.refused.mine, ParagraphsForm.NEW),
                fresh=fresh,
                last=last,
                conflict=self.refused,
            ),
            using=self.template_engine,
            status=409,
        )

    def get_success_message(self):
        return {
            "up": _("The paragraph is moved up."),
            "down": _("The paragraph is moved down."),
            "join": _("The two paragraphs are one."),
            "insert": "",
            "history": "",
            "evidence": "",
            "reason": "",
        }.get(self.wish, _("“%s” is saved.") % self.object.heading)

    def get_success_url(self):
        edit = self.url("section_edit", self.object.key)
        if self.wish == "continue":
            return self.url("charter_work")
        if not is_uid(self.target):
            return edit
        if self.wish == "evidence":
            return f"{self.url('fact_add')}?paragraph={self.target}"
        if self.wish == "reason":
            return f"{self.url('source_add', self.target)}?back=text"
        if self.wish in PAGES:
            return self.url(PAGES[self.wish], self.object.key, self.target)
        if self.wish == "insert":
            return f"{edit}?after={self.target}#id_text-new"
        return f"{edit}#block-{self.target}"

    def get_context_data(self, **kwargs):
        waiting = self.charter.suggestions.waiting()
        context = super().get_context_data(
            kept=self.kept,
            suggested=waiting.filter(section_key=self.get_object().key).count(),
            **kwargs,
        )
        if form := context["form"]:
            blocks = [block for block in form.blocks if block["clause"]]
            notes = beside.notes_for(
                self.object,
                [block["clause"] for block in blocks],
                {block["uid"]: block["text"].value() or "" for block in blocks},
            )
            context["notes"] = [(block, notes[block["clause"].uid]) for block in blocks]
        return context


class KeepUnsaved(ParagraphsPage, View):
    """Put aside what somebody has typed so far; asked by the page's script."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        section = self.get_object()
        form = self.get_form()
        version = form.data.get("version", "")
        if not version.isdecimal():
            return JsonResponse({"sentence": ""}, status=400)
        now = clock.now()
        UnsavedWords.objects.keep(
            section, form.typed(), version=int(version), by=request.user, at=now
        )
        said = _("Draft saved at %s") % say_time(clock.london(now))
        return JsonResponse({"sentence": said}, headers={"Cache-Control": "no-store"})


class ForgetUnsaved(SectionPage):
    """Go back to the saved text."""

    http_method_names = ["post"]
    template_name = "charters/section_edit.html"

    def act(self, section, form):
        UnsavedWords.objects.forget(section, self.request.user)

    def get_success_message(self):
        return _("You see the saved text again.")

    def form_invalid(self, form):
        return HttpResponseRedirect(self.get_success_url())

    def get_success_url(self):
        return self.url("section_edit", self.object.key)
