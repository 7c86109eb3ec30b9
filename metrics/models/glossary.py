"""What the words mean: standard terms, and what a council means by them."""

from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from audit import clock
from audit.lifecycle import Refused
from audit.trail import NATIONAL, record
from councils.models import Council
from metrics.models.reference import Source


class TermQuerySet(models.QuerySet):
    def current(self):
        return self.filter(replaced_at=None)

    def standard(self):
        return self.filter(council=None)

    def for_council(self, council):
        """Standard terms and the council's own ones; its own hide the standard one."""
        own = self.model.objects.current().filter(council=council).values("slug")
        return self.filter(Q(council=council) | Q(council=None) & ~Q(slug__in=own))

    def visible_to(self, user):
        return self

    def entries_for(self, council) -> list[dict]:
        """Every word as this council means it, ready for a charter: one query."""
        mine = Q(council=council) | Q(council=None)
        current = list(self.current().filter(mine).select_related("source"))
        standard = {term.slug: term for term in current if not term.is_local}
        meant = standard | {term.slug: term for term in current if term.is_local}
        return [meant[slug].entry(standard.get(slug)) for slug in sorted(meant)]

    def alphabetical(self):
        return self.order_by("slug")


class Term(models.Model):
    """A word that everyone uses in one meaning. Rows are versions, never edited."""

    council = models.ForeignKey(
        Council,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="terms",
        help_text=_("Only for a council's own meaning"),
    )
    slug = models.SlugField(max_length=80)
    version = models.PositiveSmallIntegerField(default=1)
    term = models.CharField(max_length=80)
    definition = models.TextField()
    counts = models.TextField(blank=True)
    does_not_count = models.TextField(blank=True)
    unit = models.CharField(max_length=60, blank=True)
    example = models.TextField(blank=True)
    source = models.ForeignKey(
        Source, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    copied_from = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="copied_to",
        help_text=_("Another council's meaning that this one was taken from"),
    )
    defined_at = models.DateTimeField(default=clock.now)
    replaced_at = models.DateTimeField(null=True, blank=True)

    objects = TermQuerySet.as_manager()

    CONTENT = ("term", "definition", "counts", "does_not_count", "unit", "example")

    class Meta:
        ordering = ["slug", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "slug", "version"],
                name="one_row_per_version_of_a_term",
                nulls_distinct=False,
            ),
            models.UniqueConstraint(
                fields=["council", "slug"],
                condition=Q(replaced_at=None),
                name="a_term_has_one_current_version",
                nulls_distinct=False,
            ),
        ]

    def __str__(self):
        return self.term

    @property
    def trail_chain(self):
        return f"council:{self.council.uid}" if self.council_id else NATIONAL

    @property
    def trail_reference(self):
        return self.slug

    def get_absolute_url(self):
        if self.council_id:
            return reverse("metrics:term_detail", args=[self.council.slug, self.slug])
        return reverse("term_detail", args=[self.slug])

    @property
    def content(self) -> dict:
        return {name: getattr(self, name) for name in self.CONTENT}

    @property
    def is_local(self) -> bool:
        """A council's own meaning, not the standard one."""
        return self.council_id is not None

    def entry(self, standard: "Term | None" = None) -> dict:
        """The word as a charter freezes it, the standard meaning beside its own."""
        return {
            "slug": self.slug,
            **self.content,
            "version": self.version,
            "source": self.source.title if self.source else "",
            "is_local": self.is_local,
            "standard": standard.definition if self.is_local and standard else "",
        }

    def give_way_to(self, new: "Term") -> None:
        """Stop being the current version, and number the one that follows."""
        self.replaced_at = clock.now()
        self.save(update_fields=["replaced_at"])
        new.version = self.version + 1

    @classmethod
    @transaction.atomic
    def define(cls, term: str, definition: str, *, by, council=None, **more) -> "Term":
        """Give a word its meaning. Saying the same again changes nothing; a new
        meaning is a new version, and the old one stays readable."""
        term, definition = term.strip(), definition.strip()
        slug = slugify(term)
        if not slug:
            raise Refused(__("Enter the word"))
        if not definition:
            raise Refused(__("Enter what the word means"))
        new = cls(council=council, slug=slug, term=term, definition=definition, **more)
        current = (
            cls.objects.select_for_update(of=("self",))
            .current()
            .filter(council=council, slug=slug)
            .first()
        )
        if current and current.content == new.content:
            return current
        if current:
            current.give_way_to(new)
        new.save()
        record("term.defined", new, by=by, data={"version": new.version})
        return new

    @transaction.atomic
    def copy_to(self, council, *, by) -> "Term":
        """Let another council mean the same by it. The origin stays in sight."""
        if not self.is_local or self.council == council:
            raise Refused(__("Choose a word of another council"))
        if self.replaced_at:
            raise Refused(__("That council means something else by it now."))
        mine = Term.objects.current().filter(council=council, slug=self.slug).first()
        if mine and mine.content == self.content:
            raise Refused(__("Your council uses the word in this meaning already."))
        return Term.define(**self.content, by=by, council=council, copied_from=self)
