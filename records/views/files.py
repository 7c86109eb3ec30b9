"""Files that people handed in, for those whom an app lets read them."""

from django.http import Http404
from django.views.generic import View
from django.views.generic.detail import SingleObjectMixin

from councils.pages import CouncilPage
from records import downloads
from records.models import StoredFile


class Download(CouncilPage, SingleObjectMixin, View):
    """One file. Whoever may not read it cannot tell that it exists."""

    model = StoredFile
    slug_field = "uid"
    slug_url_kwarg = "uid"

    def get(self, request, *args, **kwargs):
        file = self.get_object()
        if not request.user.has_perm("records.read_file", file):
            raise Http404
        return downloads.attach(file)
