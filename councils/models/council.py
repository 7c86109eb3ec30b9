import re
import uuid
from functools import partial
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from audit.trail import record
from councils import colour

# Words that the addresses of the portal use, so that no council can take them.
RESERVED_SLUGS = frozenset(
    (
        "about account accounts accessibility admin api badge contact cookies cy demo "
        "favicon feeds frameworks glossary health help id invite jobs media metrics "
        "my-response organisations privacy robots search sign-in sign-out static "
        "steward supplier suppliers terms test thread threads unit-values unsubscribe "
        "well-known workspace"
    ).split()
)


COLOUR = re.compile(r"^#[0-9a-f]{6}\Z")


def refuse_reserved_slug(slug: str) -> None:
    if slug in RESERVED_SLUGS:
        raise ValidationError(
            _("“%(slug)s” is used by the portal itself. Choose another."),
            params={"slug": slug},
            code="reserved",
        )


def refuse_pale_colour(value: str) -> None:
    if not COLOUR.match(value):
        return  # refused in other words
    if colour.contrast(value, "#ffffff") < colour.LEAST_CONTRAST:
        raise ValidationError(
            _("This colour is too light for white text. Choose a darker colour."),
            code="pale",
        )


class CouncilQuerySet(models.QuerySet):
    """The base of every queryset of things that belong to one council."""

    def for_council(self, council):
        return self.filter(council=council)

    def visible_to(self, user):
        return self


class CouncilsQuerySet(models.QuerySet):
    def with_member(self, user):
        """The councils in which a person holds a role today."""
        return self.filter(
            memberships__user=user, memberships__ended_at=None
        ).distinct()


class Council(models.Model):
    """A local authority that publishes charters here."""

    class Nation(models.TextChoices):
        ENGLAND = "england", _("England")
        WALES = "wales", _("Wales")
        SCOTLAND = "scotland", _("Scotland")
        NORTHERN_IRELAND = "northern_ireland", _("Northern Ireland")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(unique=True, validators=[refuse_reserved_slug])
    name = models.CharField(max_length=120)
    nation = models.CharField(
        max_length=20,
        choices=Nation,
        default=Nation.ENGLAND,
        help_text=_("Whose law the council states as its own"),
    )
    gss_code = models.CharField(max_length=9, blank=True)
    website = models.URLField(blank=True)
    contact_email = models.EmailField(blank=True)
    contact_phone = models.CharField(max_length=40, blank=True)
    address = models.TextField(blank=True)
    sender_name = models.CharField(max_length=80, blank=True)
    reply_to = models.EmailField(blank=True)
    privacy_contact = models.EmailField(blank=True)
    accessibility_contact = models.EmailField(blank=True)
    brand_colour = models.CharField(
        max_length=7,
        default="#17324d",
        validators=[
            RegexValidator(
                r"^#[0-9a-f]{6}$", _("Colour must be six digits, like #17324d")
            ),
            refuse_pale_colour,
        ],
    )
    logo = models.ImageField(upload_to="logos/", blank=True)
    logo_alt = models.CharField(max_length=120, blank=True)
    decided_by = models.CharField(
        max_length=80, default="Cabinet", help_text=_("Who adopts a charter here")
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CouncilsQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(Lower("slug"), name="one_council_per_slug"),
            models.CheckConstraint(
                condition=Q(logo="") | ~Q(logo_alt=""),
                name="a_logo_has_a_text_alternative",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def council(self):
        """Itself, so that questions about `obj.council` can be asked of a council."""
        return self

    def get_absolute_url(self):
        return reverse("portal:council_home", args=[self.slug])

    @property
    def brand_version(self) -> str:
        """Changes with the colour and the logo, so that browsers may keep both."""
        return (
            f"{self.brand_colour[1:]}-{Path(self.logo.name).stem if self.logo else 0}"
        )

    @classmethod
    @transaction.atomic
    def found(cls, slug, name, *, by="system", **settings) -> "Council":
        """Open the portal for one more council. A taken or reserved name is refused."""
        council = cls(slug=slug, name=name, **settings)
        council.full_clean()
        council.save()
        record("council.founded", council, by=by)
        return council

    @transaction.atomic
    def change(self, *, by, **fields) -> list[str]:
        """Change settings. Returns the names of those that are not as they were."""
        locked = Council.objects.select_for_update().get(pk=self.pk)
        changed = sorted(
            name for name, value in fields.items() if getattr(locked, name) != value
        )
        for name in changed:
            setattr(self, name, fields[name])
        if not changed:
            return changed
        self.save(update_fields=changed)
        if "logo" in changed and locked.logo:
            transaction.on_commit(partial(locked.logo.storage.delete, locked.logo.name))
        record("council.settings_changed", self, by=by, data={"fields": changed})
        return changed
