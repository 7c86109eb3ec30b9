"""Where a person starts after signing in."""

from django.urls import NoReverseMatch, reverse


def first_page_of(user) -> str:
    """The workspace of an officer's only council, a supplier's bids, or the account."""
    slugs = list(
        user.memberships.current()
        .values_list("council__slug", flat=True)
        .order_by("council__slug")
        .distinct()[:2]
    )
    if len(slugs) == 1:
        return f"/{slugs[0]}/workspace/"
    if not slugs and user.representations.filter(ended_at=None).exists():
        try:
            return reverse("supplier_home")
        except NoReverseMatch:
            return reverse("organisation_home")
    return reverse("account_home")
