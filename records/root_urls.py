"""Addresses at the root: long jobs belong to whoever asked for them."""

from django.urls import path

from records.views import jobs

urlpatterns = [
    path("jobs/<uuid:uid>/", jobs.Job.as_view(), name="job"),
    path("jobs/<uuid:uid>.json", jobs.JobStatus.as_view(), name="job_status"),
    path("jobs/<uuid:uid>/file/", jobs.JobFile.as_view(), name="job_file"),
]
