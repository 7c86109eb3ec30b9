from django.utils.translation import gettext_lazy as _

from councils import navigation

navigation.workspace(_("Your work"), "portal:your_work", order=10)
