"""Addresses of a round's pages, by name."""

from django.urls import reverse


def url(round, name, **more):
    slugs = {"council": round.council.slug, "slug": round.slug}
    return reverse(f"consultation:{name}", kwargs=slugs | more)
