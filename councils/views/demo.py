"""One click to be somebody, on a demonstration only."""

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import Http404
from django.shortcuts import redirect
from django.views.generic import TemplateView

from councils.accounts.landing import first_page_of
from councils.accounts.second_factor import DEMO_KEY
from councils.demo_cast import STORIES, by_email
from councils.models import User


class Demo(TemplateView):
    """The cast by story. POST signs in as one of them."""

    template_name = "councils/demo.html"

    def dispatch(self, request, *args, **kwargs):
        if not settings.DEMO:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        here = set(
            User.objects.filter(email__in=by_email(), is_active=True).values_list(
                "email", flat=True
            )
        )
        stories = [
            (story, [person for person in story.people if person.email in here])
            for story in STORIES
        ]
        return super().get_context_data(
            stories=[(story, people) for story, people in stories if people], **kwargs
        )

    def post(self, request):
        email = request.POST.get("person", "")
        if email not in by_email():
            raise Http404
        user = User.objects.filter(email=email, is_active=True).first()
        if user is None:
            raise Http404
        logout(request)
        login(request, user, backend=settings.AUTHENTICATION_BACKENDS[-1])
        request.session[DEMO_KEY] = True
        return redirect(first_page_of(user))
