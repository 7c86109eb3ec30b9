"""Who replied, in the lines in which it is counted: finer than what a sender chose.

An organisation that is led by those it speaks for has a line of its own, whatever its
kind. Businesses are told apart by size, as they told it.
"""

from django.db.models import Case, CharField, F, Q, Value, When
from django.utils.translation import gettext_lazy

from consultation.models import Mandate, Response

Kind, Size = Response.Kind, Mandate.Size
USER_LED, SMALL, LARGE = "user_led", "business_small", "business_large"
LABELS = {
    Kind.LIVES_HERE.value: Response.LABELS[Kind.LIVES_HERE],
    Kind.WORKS_HERE.value: Response.LABELS[Kind.WORKS_HERE],
    SMALL: gettext_lazy("Small or medium business"),
    LARGE: gettext_lazy("Large business"),
    Kind.BUSINESS.value: gettext_lazy("Business that did not tell its size"),
    USER_LED: gettext_lazy("Organisation led by the people it speaks for"),
    Kind.COMMUNITY.value: gettext_lazy("Community group or charity"),
    Kind.PUBLIC.value: Response.LABELS[Kind.PUBLIC],
    Kind.COUNCILLOR.value: Response.LABELS[Kind.COUNCILLOR],
    Kind.OTHER.value: Response.LABELS[Kind.OTHER],
    Kind.NOT_SAID.value: Response.LABELS[Kind.NOT_SAID],
}
"""Every line once, in the order of the tables; each response is in one."""


def line(prefix: str = "") -> Case:
    """The line of a response in SQL. `prefix` leads to it, as "response__"."""
    business = Q(**{f"{prefix}kind": Kind.BUSINESS})
    size = f"{prefix}mandate__size"
    return Case(
        When(Q(**{f"{prefix}mandate__is_user_led": True}), then=Value(USER_LED)),
        When(
            business & Q(**{f"{size}__in": [Size.MICRO, Size.SMALL, Size.MEDIUM]}),
            then=Value(SMALL),
        ),
        When(business & Q(**{size: Size.LARGE}), then=Value(LARGE)),
        default=F(f"{prefix}kind"),
        output_field=CharField(),
    )


def only(rows, key: str, prefix: str = ""):
    """Those of one line; all of them when there is no such line."""
    if key not in LABELS:
        return rows
    return rows.annotate(sender_line=line(prefix)).filter(sender_line=key)
