import hashlib
import secrets
import uuid
from datetime import timedelta

from django.contrib.auth.models import (
    AbstractBaseUser,
    BaseUserManager,
    PermissionsMixin,
)
from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from audit import clock
from audit.lifecycle import Refused
from audit.trail import NATIONAL, record
from councils.models.council import Council, CouncilQuerySet


class UserQuerySet(models.QuerySet):
    def officers_of(self, council):
        """Who holds a role in the council today."""
        return self.filter(
            memberships__council=council, memberships__ended_at=None
        ).distinct()

    def with_roles_in(self, council):
        """Adds `held`: the person's current memberships in the council."""
        current = Membership.objects.current().filter(council=council)
        return self.prefetch_related(
            models.Prefetch("memberships", current.order_by("role"), to_attr="held")
        )


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def create_user(self, email, name="", password=None, **more):
        user = self.model(email=self.normalize_email(email).lower(), name=name, **more)
        user.set_password(password)
        user.save()
        user.emailaddress_set.create(email=user.email, primary=True)
        return user

    def create_superuser(self, email, password=None, **more):
        return self.create_user(
            email, password=password, is_staff=True, is_superuser=True, **more
        )

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in: officer, supplier or national steward."""

    email = models.EmailField(_("email address"), unique=True)
    name = models.CharField(max_length=100, blank=True)
    actor_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    is_steward = models.BooleanField(
        default=False, help_text=_("Approves frameworks and endorses charters")
    )
    joined_at = models.DateTimeField(default=clock.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_user_per_email_address")
        ]

    trail_chain = NATIONAL

    @property
    def trail_reference(self):
        return self.actor_id

    def __str__(self):
        return self.name or self.email

    def get_full_name(self):
        return self.name

    def get_short_name(self):
        return self.name.split(" ")[0] if self.name else self.email

    def roles_in(self, council) -> frozenset[str]:
        """The roles held today in a council, read once for each instance."""
        if not hasattr(self, "_roles"):
            self._roles = {}
        if council.pk not in self._roles:
            self._roles[council.pk] = frozenset(
                self.memberships.current()
                .filter(council=council)
                .values_list("role", flat=True)
            )
        return self._roles[council.pk]

    def forget_roles(self):
        self._roles = {}

    def rename(self, name):
        """Correct one's own name. The trail holds no names, so nothing is recorded."""
        self.name = name
        self.save(update_fields=["name"])

    @transaction.atomic
    def appoint_steward(self, *, by="system") -> bool:
        """Let the person approve lists for all councils. False if they could before."""
        locked = User.objects.select_for_update().get(pk=self.pk)
        self.is_steward = True
        if locked.is_steward:
            return False
        self.save(update_fields=["is_steward"])
        record("steward.appointed", self, by=by)
        return True

    @transaction.atomic
    def erase(self):
        """Forget the person: what they did stays in the trail under a random id."""
        for membership in self.memberships.current().select_related("council"):
            membership.end(by="system")
        self.representations.filter(ended_at=None).update(ended_at=clock.now())
        self.emailaddress_set.all().delete()
        self.authenticator_set.all().delete()
        self.socialaccount_set.all().delete()
        self.name = ""
        self.email = f"erased-{self.actor_id}@invalid.example"
        self.is_active = False
        self.set_unusable_password()
        self.save()
        record("user.erased", self, by="system")

    @property
    def is_officer(self):
        return self.memberships.current().exists()


class Role(models.TextChoices):
    """What a person does for a council."""

    DRAFTER = "drafter", _("Charter drafter")
    CONSULTATION_LEAD = "consultation_lead", _("Consultation lead")
    MODERATOR = "moderator", _("Moderator of comments")
    EQUALITY_OFFICER = "equality_officer", _("Equality officer")
    APPROVER = "approver", _("Approver")
    MONITORING_OFFICER = "monitoring_officer", _("Monitoring officer")
    PROCUREMENT_OFFICER = "procurement_officer", _("Procurement officer")
    BID_OPENER = "bid_opener", _("Bid opener")
    EVALUATOR = "evaluator", _("Evaluator")
    EVALUATION_CHAIR = "evaluation_chair", _("Evaluation chair")
    CONTRACT_MANAGER = "contract_manager", _("Contract manager")
    ADMINISTRATOR = "administrator", _("Council administrator")
    AUDITOR = "auditor", _("Auditor")
    ASSURER = "assurer", _("Assurer")
    CO_PRODUCTION = "co_production", _("Co-production member")


class MembershipQuerySet(CouncilQuerySet):
    def current(self):
        return self.filter(ended_at=None)


class Membership(models.Model):
    """One role that a person holds in a council, from one time to another."""

    council = models.ForeignKey(
        Council, on_delete=models.PROTECT, related_name="memberships"
    )
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=24, choices=Role)
    began_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["council", "user", "role"],
                name="a_person_holds_a_role_once",
                condition=Q(ended_at=None),
            )
        ]

    def __str__(self):
        return f"{self.user}, {self.get_role_display()} of {self.council}"

    @classmethod
    @transaction.atomic
    def grant(cls, council, user, role, *, by=None) -> "Membership":
        """Give a person a role. Doing so twice changes nothing."""
        membership, is_new = cls.objects.get_or_create(
            council=council, user=user, role=Role(role), ended_at=None
        )
        if is_new:
            user.forget_roles()
            record(
                "membership.granted",
                membership,
                by=by,
                data={"role": role, "person": str(user.actor_id)},
            )
        return membership

    @transaction.atomic
    def end(self, *, by=None):
        """Take the role away, at once. The last administrator cannot be removed."""
        council = Council.objects.select_for_update().get(pk=self.council_id)
        if self.ended_at:
            return
        others = council.memberships.current().filter(role=Role.ADMINISTRATOR)
        if self.role == Role.ADMINISTRATOR and not others.exclude(pk=self.pk).exists():
            raise Refused(
                _("A council needs at least one administrator. Add another one first.")
            )
        self.ended_at = clock.now()
        self.save(update_fields=["ended_at"])
        self.user.forget_roles()
        record(
            "membership.ended",
            self,
            by=by,
            data={"role": self.role, "person": str(self.user.actor_id)},
        )


class InvitationQuerySet(CouncilQuerySet):
    def open(self, at=None):
        return self.filter(
            accepted_at=None, withdrawn_at=None, expires_at__gt=at or clock.now()
        )


class Invitation(models.Model):
    """An offer of roles in a council, sent to an e-mail address."""

    LASTS = timedelta(days=14)

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    council = models.ForeignKey(
        Council, on_delete=models.CASCADE, related_name="invitations"
    )
    email = models.EmailField()
    roles = ArrayField(models.CharField(max_length=24, choices=Role))
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    invited_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-invited_at"]

    def __str__(self):
        return f"{self.email} to {self.council}"

    @staticmethod
    def hash_of(token: str) -> str:
        return hashlib.sha256(token.encode()).hexdigest()

    @classmethod
    @transaction.atomic
    def send(cls, council, email, roles, *, by) -> tuple["Invitation", str]:
        """Invite an address. Returns the invitation and its token, shown once."""
        token = secrets.token_urlsafe(24)
        invitation = cls.objects.create(
            council=council,
            email=email.lower(),
            roles=[Role(role).value for role in roles],
            token_hash=cls.hash_of(token),
            invited_by=by if isinstance(by, User) else None,  # None: this program
            expires_at=clock.now() + cls.LASTS,
        )
        record("invitation.sent", invitation, by=by, data={"roles": invitation.roles})
        return invitation, token

    @transaction.atomic
    def accept(self, user):
        """Take up the roles. Works once, before it expires."""
        mine = Invitation.objects.select_for_update().open().filter(pk=self.pk).first()
        if mine is None:
            raise Refused(
                _("This invitation has been used or has expired. Ask for a new one.")
            )
        for role in mine.roles:
            Membership.grant(mine.council, user, role, by=user)
        self.accepted_at = mine.accepted_at = clock.now()
        mine.save(update_fields=["accepted_at"])
        record("invitation.accepted", mine, by=user)

    @property
    def role_names(self) -> list[str]:
        return [Role(role).label for role in self.roles]

    @transaction.atomic
    def withdraw(self, *, by):
        """Take the offer back. One that was taken up stays as it is."""
        mine = Invitation.objects.select_for_update().get(pk=self.pk)
        if mine.accepted_at:
            raise Refused(_("This invitation has been used. Change the roles instead."))
        if mine.withdrawn_at:
            return
        self.withdrawn_at = clock.now()
        self.save(update_fields=["withdrawn_at"])
        record("invitation.withdrawn", self, by=by)
