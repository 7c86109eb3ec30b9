"""Who was told of what was decided, counted."""

from charters.models import Approval
from records.models import Letter


def letters_about(approval: Approval) -> int:
    """How many people were told that a charter was adopted."""
    told = Letter.objects.filter(
        kind__in=["charter_adopted", "charter_in_force"],
        obligation__in=[
            f"approval:{approval.uid}",
            f"charter:{approval.charter.uid}:in-force",
        ],
    )
    return told.count()
