"""What beat starts. Rows are the truth: each run finds what is due."""

from celery import shared_task

from portal import forgetting


@shared_task(ignore_result=True)
def forget_records() -> dict[str, int]:
    """Forget what has been kept for long enough."""
    return forgetting.forget()
