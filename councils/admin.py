"""For support staff: looking at accounts and organisations, never at what they wrote.

Reached only with a second factor (councils.accounts.second_factor); its own sign-in
form is not used.
"""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.contrib.auth.models import Group

from audit.admin import LookOnly
from councils.models import (
    Area,
    Council,
    Invitation,
    JoinRequest,
    Membership,
    Organisation,
    Representative,
    User,
)

admin.site.login = secure_admin_login(admin.site.login)
admin.site.unregister(Group)


class Memberships(admin.TabularInline):
    model = Membership
    fields = ["council", "role", "began_at", "ended_at"]
    extra = 0

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(User)
class UserAdmin(LookOnly):
    list_display = ["email", "name", "is_active", "is_steward", "is_staff", "joined_at"]
    list_filter = ["is_active", "is_steward", "is_staff"]
    search_fields = ["email", "name"]
    exclude = ["password", "user_permissions", "groups"]
    inlines = [Memberships]


class Representatives(Memberships):
    model = Representative
    fields = ["user", "is_lead", "began_at", "ended_at"]


@admin.register(Organisation)
class OrganisationAdmin(LookOnly):
    list_display = ["reference", "name", "sector", "size", "registered_at"]
    list_filter = ["sector", "size"]
    search_fields = ["reference", "name", "company_number", "charity_number"]
    inlines = [Representatives]


@admin.register(Council)
class CouncilAdmin(LookOnly):
    list_display = ["name", "slug"]


@admin.register(Area)
class AreaAdmin(LookOnly):
    list_display = ["name", "code", "council"]
    list_select_related = ["council"]
    exclude = ["boundary"]


@admin.register(Invitation)
class InvitationAdmin(LookOnly):
    list_display = ["council", "roles", "invited_at", "accepted_at", "withdrawn_at"]
    list_select_related = ["council"]
    exclude = ["token_hash"]


@admin.register(JoinRequest)
class JoinRequestAdmin(LookOnly):
    list_display = ["organisation", "asked_at", "decided_at", "is_accepted"]
    list_select_related = ["organisation"]
