"""Long jobs: how the work is going, in words, and the file when it is there."""

from django.http import Http404, JsonResponse
from django.shortcuts import render
from django.views.generic import DetailView, View
from django.views.generic.detail import SingleObjectMixin

from records import downloads, jobs
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

    def get(self, request, *args, **kwargs):
        if job := jobs.find(request.user, kwargs["uid"]):
            context = {"job": job, "council": job.council}
            response = render(request, "records/other_job.html", context)
            response["Cache-Control"] = "no-store"
            return response
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(council=self.object.council, **kwargs)

    def render_to_response(self, context, **kwargs):
        response = super().render_to_response(context, **kwargs)
        response["Cache-Control"] = "no-store"
        return response


class JobStatus(JobMixin, View):
    """The same in a few words, for the page's script."""

    def get(self, request, *args, **kwargs):
        job = jobs.find(request.user, kwargs["uid"]) or self.get_object()
        told = {
            "status": job.status,
            "is_finished": job.is_done or job.is_parked,
            "sentence": str(job.sentence),
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
