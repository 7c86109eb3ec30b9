"""Two versions side by side, of one charter or of one and the charter before it."""

from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from charters import compare, since
from charters.models import Edition
from charters.views.public import PublishedPage


class CompareEditions(PublishedPage):
    """What changed from one version to another, word by word, and why."""

    template_name = "charters/edition_compare.html"

    def name(self):
        return (
            *super().name(),
            *(one.content_hash for one in self.pair),
            self.view_name,
            self.request.GET.get("all") == "on",
        )

    @property
    def view_name(self) -> str:
        return "in-place" if self.request.GET.get("view") == "in-place" else "list"

    @cached_property
    def earlier(self) -> Edition | None:
        """The words in force of the charter that this one follows."""
        found = since.earlier_charter(self.state)
        return found.current if found else None

    @cached_property
    def pair(self) -> tuple[Edition, Edition]:
        """The two versions asked for; by default the last one and the one before."""
        to = self._asked("to") or self.state.editions[-1]
        asked = self._asked("from")
        return asked or since.edition_before(self.state, to) or to, to

    def _asked(self, name: str) -> Edition | None:
        number = self.request.GET.get(name, "")
        if not number:
            return None
        if number == since.EARLIER and name == "from":
            found = self.earlier
        else:
            found = self.state.numbered(int(number)) if number.isdecimal() else None
        if found is None:
            raise Http404
        return found

    def get_context(self):
        before, after = self.pair
        compared = since.Since(before, after)
        everything = self.request.GET.get("all") == "on"
        in_place = self.view_name == "in-place"
        differences = compared.comparison.differences
        told = {one.section for one in differences if one.is_told}
        return {
            "everything": everything,
            "before": before,
            "after": after,
            "before_name": self.name_of(before),
            "after_name": self.name_of(after),
            "from_value": since.EARLIER if before == self.earlier else before.number,
            "earlier": self.earlier,
            "view_name": self.view_name,
            "comparison": compared.comparison,
            "counts": compared.comparison.counts,
            "rows": [
                row
                for row in compared.rows
                if row.difference.is_told
                or (in_place and everything)
                or (
                    in_place
                    and row.difference.part == compare.SECTION
                    and row.difference.section in told
                )
            ],
        }

    def name_of(self, edition: Edition) -> str:
        if edition == self.earlier:
            return _("the charter before it")
        return _("version %d") % edition.number
