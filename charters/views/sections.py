"""Sections and their paragraphs (journey O7). Everything works without JavaScript."""

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charters import compare
from charters.forms import HeadingForm, ParagraphsForm
from charters.models import Clause, EditConflict, Section
from charters.views.writing import ConfirmPage, WritePage


class SectionPage(WritePage):
    """A page about one section of the working text."""

    def find(self):
        return get_object_or_404(
            Section.objects.filter(charter=self.charter).select_related(
                "charter__council"
            ),
            key=self.kwargs["key"],
        )

    def get_context_data(self, **kwargs):
        return super().get_context_data(section=self.object, **kwargs)


class AddSection(WritePage):
    form_class = HeadingForm
    template_name = "charters/section_add.html"

    def act(self, charter, form):
        heading = form.cleaned_data["heading"]
        self.section = Section.add(charter, heading, by=self.request.user)

    def get_success_url(self):
        return self.url("section_edit", self.section.key)


class RenameSection(SectionPage):
    form_class = HeadingForm
    template_name = "charters/section_rename.html"
    success_message = gettext_lazy("The heading is changed.")

    def get_initial(self):
        return {"heading": self.get_object().heading}

    def act(self, section, form):
        section.rename(form.cleaned_data["heading"], by=self.request.user)

    def get_success_url(self):
        return self.url("section_edit", self.object.key)


class EditSection(SectionPage):
    """All paragraphs of a section in one form; each button saves before it acts."""

    form_class = ParagraphsForm
    template_name = "charters/section_edit.html"
    conflict: EditConflict | None = None

    def get_form_kwargs(self):
        section = self.get_object()
        clauses = list(section.clauses.all())
        return super().get_form_kwargs() | {"section": section, "clauses": clauses}

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
        except EditConflict as conflict:
            self.conflict = conflict
            raise
        answer = form.cleaned_data["is_complete"]
        if answer and (answer == "yes") != section.is_complete:
            section.mark_complete(answer == "yes", by=by)
        if self.wish in ("up", "down"):
            clause = get_object_or_404(section.clauses, uid=self.target)
            (clause.move_up if self.wish == "up" else clause.move_down)(by=by)

    def form_invalid(self, form):
        if self.conflict is not None:
            return self.show_conflict(form)
        return super().form_invalid(form)

    def show_conflict(self, form):
        """Both texts side by side, with nothing lost, and the way on."""
        fresh = self.conflict.section
        theirs = {str(clause.uid): clause for clause in fresh.clauses.all()}
        mine = {block.uid: block for block in self.conflict.mine}
        rows = [
            self._row(uid, theirs.get(uid), mine.get(uid)) for uid in {**theirs, **mine}
        ]
        last = fresh.history.select_related("history_user").first()
        return self.response_class(
            request=self.request,
            template=["charters/section_conflict.html"],
            context=self.get_context_data(
                form=None, rows=rows, fresh=fresh, last=last, conflict=self.conflict
            ),
            using=self.template_engine,
            status=409,
        )

    @staticmethod
    def _row(uid, clause: Clause | None, block):
        their_text = clause.text if clause else ""
        my_text = block.text.strip() if block else their_text
        return {
            "uid": uid or ParagraphsForm.NEW,
            "theirs": their_text,
            "mine": my_text,
            "is_open": block.is_open if block else clause.is_open,
            "differs": their_text != my_text,
            "is_removed": clause is None and bool(uid),
            "is_new": not uid,
            "runs": compare.words(their_text, my_text),
        }

    def get_success_message(self):
        return {
            "up": _("The paragraph is moved up."),
            "down": _("The paragraph is moved down."),
        }.get(self.wish, _("“%s” is saved.") % self.object.heading)

    def get_success_url(self):
        if self.wish == "continue":
            return self.url("charter_work")
        if self.wish == "remove":
            return self.url("clause_remove", self.object.key, self.target)
        return self.url("section_edit", self.object.key)


class MoveSection(SectionPage):
    """Up or down among the sections; asked by a button on the task list."""

    http_method_names = ["post"]
    template_name = "charters/charter_work.html"

    def act(self, section, form):
        up = self.request.POST.get("way") == "up"
        (section.move_up if up else section.move_down)(by=self.request.user)

    def form_invalid(self, form):
        return HttpResponseRedirect(self.get_success_url())


class RemoveSection(SectionPage, ConfirmPage):
    title = gettext_lazy("Remove this section?")
    button = gettext_lazy("Remove the section")
    success_message = gettext_lazy("The section is removed.")

    def get_effect(self):
        return _("“%s” goes, with all its paragraphs. The history keeps the words.") % (
            self.object.heading
        )

    def shown_text(self):
        texts = self.object.clauses.values_list("text", flat=True)
        return "\n\n".join(texts)

    def act(self, section, form):
        section.remove(by=self.request.user)


class RemoveClause(ConfirmPage):
    title = gettext_lazy("Remove this paragraph?")
    button = gettext_lazy("Remove the paragraph")
    success_message = gettext_lazy("The paragraph is removed.")

    def find(self):
        clauses = Clause.objects.filter(
            section__charter=self.charter, section__key=self.kwargs["key"]
        ).select_related("section__charter__council")
        clause = clauses.filter(uid=self.kwargs["uid"]).first()
        if clause is None:
            raise Http404
        return clause

    def get_effect(self):
        return _("It goes from “%s”. The history keeps the words.") % (
            self.object.section.heading
        )

    def shown_text(self):
        return self.object.text

    def act(self, clause, form):
        clause.remove(by=self.request.user)

    def get_success_url(self):
        return self.url("section_edit", self.kwargs["key"])
