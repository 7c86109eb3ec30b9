"""The page bases. A page has one of these and at most one generic view beside it."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.generic import FormView
from django.views.generic.detail import SingleObjectMixin
from django.views.generic.edit import BaseCreateView

from councils.models import Council


class CouncilPage:
    """A page of one council: public unless `permission_required` says otherwise.

    Finds the council by the slug in the address, narrows the queryset to what is
    the council's and what the visitor may see, and asks the permission about the
    object, or about the council when the page shows no single object.
    """

    permission_required: str | None = None
    slug_field = "slug"
    slug_url_kwarg = "slug"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.council = get_object_or_404(Council, slug=kwargs["council"])

    def dispatch(self, request, *args, **kwargs):
        self.check_may_enter()
        if refusal := self.ask_permission():
            return refusal
        return super().dispatch(request, *args, **kwargs)

    def check_may_enter(self):
        """Raise when this visitor should not know that the page exists."""

    def ask_permission(self):
        if not self.permission_required:
            return None
        user = self.request.user
        if not user.is_authenticated:
            return redirect_to_login(self.request.get_full_path())
        if not user.has_perm(self.permission_required, self.permission_object()):
            if user.roles_in(self.council):
                raise PermissionDenied
            raise Http404
        return None

    def permission_object(self):
        has_object = isinstance(self, SingleObjectMixin)
        if has_object and not isinstance(self, BaseCreateView):
            self.object = self.get_object()
            return self.object
        return self.council

    def get_object(self, queryset=None):
        """The object of this request, fetched once."""
        if not hasattr(self, "_fetched"):
            self._fetched = super().get_object(queryset)
        return self._fetched

    def get_queryset(self):
        queryset = super().get_queryset()
        return queryset.for_council(self.council).visible_to(self.request.user)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{**kwargs, "council": self.council})


class WorkspacePage(CouncilPage):
    """A page for people who hold a role in the council. Strangers get 404."""

    permission_required = "councils.enter_workspace"

    def dispatch(self, request, *args, **kwargs):
        user = request.user
        if not user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not user.roles_in(self.council):
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class ActPage(WorkspacePage, SingleObjectMixin, FormView):
    """One act on one object: GET shows what it means, POST does it.

    A subclass says which in `act(self, obj, form)`, which calls one verb. A refusal
    comes back in the error summary and keeps what was typed.
    """

    form_class = None
    success_message = ""

    def get_form_class(self):
        if self.form_class is None:
            from councils.govuk import EmptyForm

            return EmptyForm
        return self.form_class

    def get(self, request, *args, **kwargs):
        self.object = self.get_object()
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        self.object = self.get_object()
        return super().post(request, *args, **kwargs)

    def obstacles_for(self, obj) -> list[str]:
        """What stands in the way, shown before anyone presses the button."""
        return []

    def form_valid(self, form):
        try:
            self.act(self.object, form)
        except ValidationError as refusal:
            self.object.refresh_from_db()
            form.add_error(None, refusal)
            return self.form_invalid(form)
        if message := self.get_success_message():
            messages.success(self.request, message)
        return HttpResponseRedirect(self.get_success_url())

    def get_success_message(self) -> str:
        return str(self.success_message)

    def get_success_url(self):
        return self.success_url or self.object.get_absolute_url()

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            obstacles=self.obstacles_for(self.object), **kwargs
        )
