"""Long jobs: how the work is going, in words, and the file when it is there."""

from django.http import Http404, JsonResponse
from django.views.generic import DetailView, View
from django.views.generic.detail import SingleObjectMixin

from records import downloads
from records.models import Rendition


class JobMixin(SingleObjectMixin):
    """A rendition by its uid, if the visitor may know of it."""

    slug_field = "uid"
    slug_url_kwarg = "uid"
    context_object_name = "rendition"

    def get_queryset(self):
        found = Rendition.objects.visible_to(self.request.user)
        return found.select_related("council", "file").distinct()


class Job(JobMixin, DetailView):
    """Says what is done and what remains. Works without JavaScript."""

    template_name = "records/job.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(council=self.object.council, **kwargs)

    def render_to_response(self, context, **kwargs):
        response = super().render_to_response(context, **kwargs)
        response["Cache-Control"] = "no-store"
        return response


class JobStatus(JobMixin, View):
    """The same in a few words, for the page's script."""

    def get(self, request, *args, **kwargs):
        rendition = self.get_object()
        told = {
            "status": rendition.status,
            "is_finished": rendition.is_done or rendition.is_parked,
            "sentence": str(rendition.sentence),
        }
        return JsonResponse(told, headers={"Cache-Control": "no-store"})


class JobFile(JobMixin, View):
    """The file that came of it."""

    def get(self, request, *args, **kwargs):
        rendition = self.get_object()
        if not rendition.is_done:
            raise Http404
        if rendition.is_public:
            return downloads.show(rendition.file)
        return downloads.attach(rendition.file)
