"""Sections and their paragraphs. Everything works without JavaScript."""

from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from charters.forms import HeadingForm
from charters.models import Section
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
