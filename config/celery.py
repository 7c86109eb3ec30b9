"""The Celery app and its timetable. A message is a hint: each task sweeps rows."""

import os
from pathlib import Path

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.set_default()

app.conf.beat_schedule = {
    "deliver-events": {"task": "audit.tasks.sweep", "schedule": 5.0},
    "checkpoint-trail": {"task": "audit.tasks.checkpoint", "schedule": 3600.0},
    "consultation-dates": {
        "task": "consultation.tasks.tell_of_dates",
        "schedule": 600.0,
    },
    "consultation-outcomes": {
        "task": "consultation.tasks.watch_outcomes",
        "schedule": 3600.0,
    },
    "forget-answers": {
        "task": "consultation.tasks.forget_old_answers",
        "schedule": 86400.0,
    },
    "forget-contacts": {
        "task": "consultation.tasks.forget_old_contacts",
        "schedule": 86400.0,
    },
    "forget-drafts": {
        "task": "consultation.tasks.wipe_forgotten_drafts",
        "schedule": 86400.0,
    },
    "forget-records": {"task": "portal.tasks.forget_records", "schedule": 86400.0},
    "read-documents": {"task": "charters.tasks.read_documents", "schedule": 15.0},
    "make-renditions": {
        "task": "records.tasks.sweep_renditions",
        "schedule": 10.0,
        "options": {"expires": 10},  # a busy press does not collect old hints
    },
    "remind-of-data-requests": {
        "task": "portal.tasks.remind_of_data_requests",
        "schedule": 3600.0,
    },
    "remind-of-unchecked-texts": {
        "task": "portal.tasks.remind_of_unchecked_texts",
        "schedule": 3600.0,
    },
    "reconcile-ledgers": {
        "task": "consultation.tasks.reconcile_ledgers",
        "schedule": crontab(hour=3, minute=10),
    },
    "release-equality-counts": {
        "task": "consultation.tasks.release_equality_counts",
        "schedule": crontab(hour=3, minute=40),
    },
    "run-imports": {"task": "consultation.tasks.run_imports", "schedule": 60.0},
    "send-letters": {"task": "records.tasks.send_letters", "schedule": 15.0},
    "send-reminders": {"task": "contracts.tasks.send_reminders", "schedule": 60.0},
    "supersede-charters": {
        "task": "charters.tasks.supersede_charters",
        "schedule": 300.0,
    },
    "find-topics": {"task": "consultation.tasks.sweep_topics", "schedule": 30.0},
    "sweep-files": {"task": "records.tasks.sweep_files", "schedule": 86400.0},
}


@app.on_configure.connect
def make_queue_folders(sender, **kwargs):
    """The filesystem broker wants its folders to exist."""
    from django.conf import settings

    if not settings.REDIS_URL:
        for name in ("messages", "control"):
            Path(settings.QUEUE_FOLDER, name).mkdir(parents=True, exist_ok=True)
