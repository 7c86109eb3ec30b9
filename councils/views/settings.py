"""Setting a council up, and its settings pages. Each page saves with one verb."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView, TemplateView

from councils import setting_cards, setup
from councils.area_import import import_areas
from councils.forms.settings import (
    BrandingForm,
    ContactsForm,
    CouncilDetailsForm,
    ImportAreasForm,
    RetentionForm,
    SenderForm,
)
from councils.models import Closing, RetentionPeriod
from councils.pages import WorkspacePage


class Setup(WorkspacePage, TemplateView):
    """What is left to do before the council can start."""

    permission_required = "councils.change_council"
    template_name = "councils/setup.html"

    def get_context_data(self, **kwargs):
        tasks = setup.tasks_for(self.council)
        return super().get_context_data(
            tasks=tasks,
            done=sum(task.is_done for task in tasks),
            left=len(setup.left_to_do(self.council)),
            **kwargs,
        )


class Settings(WorkspacePage, TemplateView):
    """The settings, with what each of them says today."""

    permission_required = "councils.change_council"
    template_name = "councils/settings.html"

    def get_context_data(self, **kwargs):
        people = self.council.memberships.current().values("user").distinct().count()
        return super().get_context_data(
            people=people,
            places=self.council.areas.count(),
            closing=Closing.of(self.council),
            left_to_set_up=len(setup.left_to_do(self.council)),
            cards=setting_cards.cards_for(self.council),
            retention=[
                (RetentionPeriod.Kind(kind).label, months)
                for kind, months in RetentionPeriod.all_for(self.council).items()
            ],
            **kwargs,
        )


class SettingsForm(WorkspacePage, FormView):
    """One page of settings."""

    permission_required = "councils.change_council"
    template_name = "councils/settings_form.html"
    title = ""
    intro = ""
    multipart = False

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": self.council}

    def save(self, form):
        self.council.change(by=self.request.user, **form.cleaned_data)

    def form_valid(self, form):
        self.council.refresh_from_db()  # the form has written on this instance
        try:
            self.save(form)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.form_invalid(form)
        messages.success(self.request, self.success_message(form))
        return super().form_valid(form)

    def form_invalid(self, form):
        self.council.refresh_from_db()
        return super().form_invalid(form)

    def success_message(self, form):
        return _("Your changes are saved.")

    def get_success_url(self):
        return reverse("councils:settings", args=[self.council.slug])

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            title=self.title, intro=self.intro, multipart=self.multipart, **kwargs
        )


class Details(SettingsForm):
    form_class = CouncilDetailsForm
    title = gettext_lazy("Council details")


class Branding(SettingsForm):
    form_class = BrandingForm
    title = gettext_lazy("Logo and colour")
    intro = gettext_lazy(
        "The logo stands at the top of each page of the council. The colour is used "
        "behind white text."
    )
    multipart = True

    def save(self, form):
        self.council.change(by=self.request.user, **form.settings())


class Sender(SettingsForm):
    form_class = SenderForm
    title = gettext_lazy("Email sender")
    intro = gettext_lazy(
        "Emails come from the portal's own address, so that they arrive. People see "
        "the name below, and their replies go to the address below."
    )


class Contacts(SettingsForm):
    form_class = ContactsForm
    title = gettext_lazy("Privacy and accessibility contacts")
    intro = gettext_lazy(
        "These addresses appear on the council's privacy and accessibility pages."
    )


class Retention(SettingsForm):
    form_class = RetentionForm
    title = gettext_lazy("How long records are kept")
    intro = gettext_lazy(
        "When the time is over, the portal deletes these records by itself. What was "
        "published stays."
    )

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        del kwargs["instance"]
        return kwargs

    def get_initial(self):
        return RetentionPeriod.all_for(self.council)

    def save(self, form):
        RetentionPeriod.decide(self.council, form.cleaned_data, by=self.request.user)


class Places(WorkspacePage, FormView):
    """The wards there are, and a way to bring in more."""

    permission_required = "councils.import_areas"
    template_name = "councils/settings_places.html"
    form_class = ImportAreasForm

    def form_valid(self, form):
        content = form.cleaned_data["boundaries"].read()
        try:
            done = import_areas(self.council, content, by=self.request.user)
        except ValidationError as refusal:
            form.add_error("boundaries", refusal)
            return self.form_invalid(form)
        words = [
            ngettext("%d place added", "%d places added", done.added) % done.added,
            ngettext("%d changed", "%d changed", done.changed) % done.changed,
            ngettext("%d as before", "%d as before", done.unchanged) % done.unchanged,
        ]
        messages.success(self.request, ", ".join(words) + ".")
        return super().form_valid(form)

    def get_success_url(self):
        return reverse("councils:settings_places", args=[self.council.slug])

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            areas=self.council.areas.select_related("council").defer("boundary"),
            **kwargs,
        )
