from django.views.generic import ListView, TemplateView

from councils.models import Council
from councils.pages import CouncilPage
from portal.home import home_of


class Front(ListView):
    """The door of the installation: its councils."""

    queryset = Council.objects.all()
    context_object_name = "councils"
    template_name = "portal/front.html"
    paginate_by = 20


class CouncilHome(CouncilPage, TemplateView):
    """What a council's charter is, what is open now and what has been delivered."""

    template_name = "portal/council_home.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(home=home_of(self.council), **kwargs)
