"""What beat starts. Rows are the truth: each run finds what is due."""

from celery import shared_task

from portal import data_requests, forgetting, unchecked_texts


@shared_task(ignore_result=True)
def forget_records() -> dict[str, int]:
    """Forget what has been kept for long enough."""
    return forgetting.forget()


@shared_task(ignore_result=True)
def remind_of_data_requests() -> int:
    """Write about requests whose last day is near or past."""
    return data_requests.remind()


@shared_task(ignore_result=True)
def remind_of_unchecked_texts() -> int:
    """Write to moderators about texts that wait longer than they should."""
    return unchecked_texts.remind()
