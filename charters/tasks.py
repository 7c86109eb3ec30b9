"""What a worker does for charters. A message carries one id; the rows are the truth."""

from celery import shared_task

from charters import importing
from charters.models import Charter, DocumentImport


@shared_task(ignore_result=True)
def read_document(job_id: int) -> None:
    """Read one document, unless that is done or under way."""
    if job := DocumentImport.objects.filter(pk=job_id).claim():
        importing.read(job)


@shared_task(ignore_result=True)
def read_documents(most: int = 20) -> int:
    """Read what a lost message or a dead worker left behind."""
    done = 0
    while done < most and (job := DocumentImport.objects.claim()):
        importing.read(job)
        done += 1
    return done


@shared_task(ignore_result=True)
def supersede_charters() -> int:
    """Write down which charters were replaced when their last day was over."""
    return Charter.objects.supersede_due()
