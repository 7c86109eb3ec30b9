"""What a sender may still do on the private link: before the close, and after it."""

from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import FormView, TemplateView

from audit.lifecycle import Refused
from charters.models import EditionClause, EditionPriority
from consultation import amending, drafts, later, limits
from consultation.forms.after_sending import (
    AddCommentForm,
    AmendContactForm,
    SenderRequestForm,
)
from consultation.forms.responding import AttachForm
from consultation.models import Attachment, SenderRequest
from consultation.parcels import Remark, SectionPart
from consultation.views.own_response import PrivatePage


class AmendPage(PrivatePage, FormView):
    """A form that does one thing to the response and goes back to it."""

    template_name = "consultation/own_form.html"
    heading = ""
    intro = ""
    button = gettext_lazy("Save")

    def form_valid(self, form):
        try:
            self.act(form)
        except Refused as refusal:
            form.add_error(None, refusal)
            return self.form_invalid(form)
        return HttpResponseRedirect(self.back())

    def is_too_late(self) -> bool:
        return not self.response.may_be_changed()

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            heading=self.heading,
            intro=self.intro,
            button=self.button,
            is_too_late=self.is_too_late(),
            **kwargs,
        )


class AmendContact(AmendPage):
    """Change a name, hide it, or give another address."""

    form_class = AmendContactForm
    heading = gettext_lazy("Change your name or email")
    intro = gettext_lazy("You can leave all of this empty.")

    def get_initial(self):
        contact = getattr(self.response, "contact", None)
        if contact is None:
            return {}
        return {name: getattr(contact, name) for name in amending.CONTACT}

    def act(self, form):
        amending.change_contact(self.response, **form.contact())


class AddComment(AmendPage):
    """One more comment with the same response."""

    form_class = AddCommentForm
    heading = gettext_lazy("Add a comment to your response")
    intro = gettext_lazy("We check it before anybody else reads it.")
    button = gettext_lazy("Add this comment")

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "round": self.response.round}

    def act(self, form):
        told = form.cleaned_data
        parts = drafts.parts_named(self.response.round, [told["subject"]])
        part = parts.get(told["subject"])
        remark = Remark(
            text=told["text"],
            stance=told["stance"],
            wanted_change=told["wanted_change"],
            clause=part if isinstance(part, EditionClause) else None,
            priority=part if isinstance(part, EditionPriority) else None,
            section=part if isinstance(part, SectionPart) else None,
        )
        amending.add_comment(self.response, remark)


class AmendFiles(PrivatePage, FormView):
    """Add a file to a response that was sent, or take one off."""

    template_name = "consultation/own_files.html"
    form_class = AttachForm

    def post(self, request, *args, **kwargs):
        remove = request.POST.get("remove", "")
        if not remove:
            return super().post(request, *args, **kwargs)
        if remove.isdecimal() and len(remove) < 10 and self.response.may_be_changed():
            amending.remove_file(self.response, int(remove))
        return HttpResponseRedirect(request.path)

    def form_valid(self, form):
        limits.refuse_over(limits.UPLOADS, self.request)
        try:
            amending.add_file(self.response, form.cleaned_data["file"])
        except ValidationError as refusal:  # a Refused is one too
            form.add_error("file", refusal)
            return self.form_invalid(form)
        return HttpResponseRedirect(self.request.path)

    def get_context_data(self, **kwargs):
        files = list(self.response.attachments.select_related("file"))
        return super().get_context_data(
            files=files, is_full=len(files) >= Attachment.MOST, **kwargs
        )


# A mail program posts here by itself when someone presses its "unsubscribe".
@method_decorator(csrf_exempt, name="dispatch")
class StopLater(PrivatePage, TemplateView):
    """Stop the letters about later steps with one click."""

    template_name = "consultation/stop_later.html"

    def post(self, request, *args, **kwargs):
        later.stop(self.response)
        context = self.get_context_data(is_done=True)
        return self.render_to_response(context)


class AskSender(AmendPage):
    """After the close: ask to take the response back, put it right or be erased."""

    form_class = SenderRequestForm
    template_name = "consultation/ask_council.html"
    heading = gettext_lazy("Ask us to take back, correct or erase")
    button = gettext_lazy("Send my request")

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "response": self.response}

    def is_too_late(self) -> bool:
        return bool(self.response.erased_at)

    def act(self, form):
        told = form.cleaned_data
        SenderRequest.ask(
            self.response, told["kind"], told["words"], comment=told["comment"]
        )
