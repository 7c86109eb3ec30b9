from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig

ANSWERING_MODULES = (
    "permissions",
    "notifications",
    "navigation",
    "work",
    "search",
    "personal_data",
)


class DomainConfig(AppConfig):
    """An app that registers who may act, what is told and what it answers."""

    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        for module in ANSWERING_MODULES:
            if find_spec(f"{self.name}.{module}"):
                import_module(f"{self.name}.{module}")
