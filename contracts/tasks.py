"""What beat starts. Rows are the truth, so a task may come twice, late or never."""

from celery import shared_task

from contracts import reminders


@shared_task(ignore_result=True)
def send_reminders() -> int:
    """Find milestones and re-evaluations falling due and remind their owners."""
    return reminders.remind()
