"""Where people can go. Each app answers in its own `navigation.py`.

    navigation.public(_("Have your say"), "consultation:consultation_list", order=20)
    navigation.workspace(_("Charters"), "charters:charter_work", order=20,
                         permission="charters.begin_charter")

Names are url names that take the council's slug as `council`. An entry is shown in the
workspace only to those who hold its permission about the council.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Entry:
    """One link of a menu."""

    order: int
    text: str
    name: str
    permission: str = ""
    covers: tuple[str, ...] = ()

    def contains(self, council, path: str) -> bool:
        """Whether the page at this path belongs to this entry."""
        begins = [self.href(council), *(f"/{council.slug}/{x}/" for x in self.covers)]
        return any(path.startswith(start) for start in begins)

    def href(self, council) -> str:
        return reverse(self.name, kwargs={"council": council.slug})


_public: dict[str, Entry] = {}
_workspace: dict[str, Entry] = {}


def public(text: str, name: str, *, order: int, covers: tuple[str, ...] = ()) -> None:
    """Offer a page to everyone; `covers` names the folders of its other pages."""
    _public[name] = Entry(order, text, name, covers=covers)


def workspace(text: str, name: str, *, order: int, permission: str = "") -> None:
    """Offer a page to officers, in the side navigation of the workspace."""
    _workspace[name] = Entry(order, text, name, permission)


def links(entries, council, path: str, user=None) -> Iterator[dict]:
    """The entries that this visitor may use, the current one marked."""
    shown = []
    for entry in sorted(entries, key=lambda entry: entry.order):
        if entry.permission and not user.has_perm(entry.permission, council):
            continue
        try:
            href = entry.href(council)
        except NoReverseMatch:
            continue
        shown.append((href, entry.text, entry.contains(council, path)))
    # The longest address that this page lies under is where we are.
    here = max((href for href, _text, inside in shown if inside), key=len, default="")
    for href, text, inside in shown:
        active = inside and len(href) == len(here)
        yield {"text": text, "href": href, "active": active, "current": href == path}


def public_links(council, path: str) -> list[dict]:
    return list(links(_public.values(), council, path))


def workspace_links(council, path: str, user) -> list[dict]:
    return list(links(_workspace.values(), council, path, user))


workspace(
    _("Settings"), "councils:settings", order=90, permission="councils.change_council"
)
