from audit.lifecycle import Lifecycle
from charters import document
from metrics.models import Term
from records.canonical import digest


class WorkingText(Lifecycle):
    """The words of a charter as they stand now, made into one document."""

    _is_read_once = False
    _body: dict | None = None

    class Meta:
        abstract = True

    def read_once(self) -> None:
        """Make the document once for this object, however many ask it.

        Only for what reads, such as a page: whoever changes words afterwards would
        still see the old ones here, until `refresh_from_db`.
        """
        self._is_read_once = True

    def body(self) -> dict:
        """The working text as a document, without an edition."""
        if self._body is not None:
            return self._body
        whole = type(self).objects.with_text().get(pk=self.pk)
        written = document.body(whole, Term.objects.entries_for(whole.council))
        if self._is_read_once:
            self._body = written
        return written

    def content_hash(self) -> str:
        return digest(self.body())

    def refresh_from_db(self, *args, **kwargs):
        self._is_read_once, self._body = False, None
        super().refresh_from_db(*args, **kwargs)
